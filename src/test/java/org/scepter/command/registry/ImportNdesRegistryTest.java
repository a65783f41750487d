package org.scepter.command.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportNdesRegistryTest {
  private static final String HEAD = "Windows Registry Editor Version 5.00\r\n\r\n";
  private static final String KEY = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\\MSCEP";

  /** A server as the role's installer leaves it, but for templates and password length. */
  private static final String INSTALLED =
      HEAD
          + KEY
          + "]\r\n\"SignatureTemplate\"=\"IPSECIntermediateOffline\"\r\n"
          + "\"EncryptionTemplate\"=\"IPSECIntermediateOffline\"\r\n"
          + "\"GeneralPurposeTemplate\"=\"Device (Offline)\"\r\n\r\n"
          + KEY
          + "\\CAInfo]\r\n\"Configuration\"=\"ca.example.org\\\\Example \\\"CA\\\"\"\r\n\r\n"
          + KEY
          + "\\CAType]\r\n\"CAType\"=dword:00000001\r\n\r\n"
          + KEY
          + "\\EnforcePassword]\r\n\"EnforcePassword\"=dword:00000001\r\n\r\n"
          + KEY
          + "\\PasswordLength]\r\n\"PasswordLength\"=dword:00000010\r\n\r\n"
          + KEY
          + "\\PasswordMax]\r\n\"PasswordMax\"=dword:00000064\r\n\r\n"
          + KEY
          + "\\PasswordValidity]\r\n\"PasswordValidity\"=dword:0000003c\r\n\r\n"
          + KEY
          + "\\UseSinglePassword]\r\n\"UseSinglePassword\"=dword:00000000\r\n"
          + "\"EncryptedPassword\"=hex:01,00,00,00,\\\r\n  d0,8c,9d,df\r\n"
          + "\"Odd\"=\"x\"\r\n\r\n"
          + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Other]\r\n@=\"y\"\r\n";

  @TempDir private Path directory;

  private String imported(byte[] export) throws IOException, UnreadableExportException {
    return imported(export, "mscep");
  }

  private String imported(byte[] export, String endpoint)
      throws IOException, UnreadableExportException {
    Path file = Files.write(directory.resolve("export.reg"), export);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ImportNdesRegistry(new PrintStream(out, true, StandardCharsets.UTF_8)).run(file, endpoint);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static byte[] utf16(String text) {
    return ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
  }

  private static Properties properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }

  @Test
  void an_installed_server_becomes_an_endpoint_with_passwords() throws Exception {
    Properties settings = properties(imported(utf16(INSTALLED)));

    String prefix = "scepter.scep.endpoint.mscep.";
    assertThat(settings)
        .containsEntry(prefix + "authority", "password")
        .containsEntry(prefix + "enforce-password", "true")
        .containsEntry(prefix + "use-single-password", "false")
        .containsEntry(prefix + "password-length", "16")
        .containsEntry(prefix + "password-max", "100")
        .containsEntry(prefix + "password-validity", "60")
        .containsEntry(prefix + "general-purpose-template", "Device (Offline)")
        .containsEntry(prefix + "signature-template", "IPSECIntermediateOffline")
        .containsEntry("scepter.issuing.template.Device (Offline).key-usage", "general-purpose")
        .doesNotContainKey(prefix + "encryption-template")
        .doesNotContainKey("scepter.scep.endpoints");
  }

  @Test
  void what_is_left_out_is_named_with_its_reason() throws Exception {
    assertThat(imported(utf16(INSTALLED)))
        .contains("#   Configuration: which CA issues")
        .contains("#   CAType: ")
        .contains("#   EncryptedPassword: only that server can decrypt it")
        .contains("#   Odd: Scepter has no setting for it")
        .contains("encryption-template IPSECIntermediateOffline: a template has one key usage")
        .contains("1 values of other keys")
        .contains("scepter.scep.endpoint.mscep.allowed-subjects")
        .doesNotContain("d0,8c");
  }

  @Test
  void with_a_policy_module_the_site_issues_challenges() throws Exception {
    String module = INSTALLED + KEY + "\\Modules\\NDESPolicy]\r\n\"NDESCertThumbprint\"=\"ab\"\r\n";

    String text = imported(utf16(module), "devices");

    assertThat(properties(text))
        .containsEntry("scepter.scep.endpoint.devices.authority", "issued-challenge")
        .containsEntry("scepter.scep.endpoints", "mscep,devices");
    assertThat(text).contains("NDESCertThumbprint: the policy module's certificate is registered");
  }

  @Test
  void other_encodings_say_the_same() throws Exception {
    String expected = imported(utf16(INSTALLED));

    assertThat(imported(("\ufeff" + INSTALLED).getBytes(StandardCharsets.UTF_16BE)))
        .isEqualTo(expected);
    assertThat(imported(INSTALLED.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
    assertThat(
            imported(
                INSTALLED
                    .replace("Windows Registry Editor Version 5.00", "REGEDIT4")
                    .replace("\"x\"", "\"\u00e4\"")
                    .getBytes(Charset.forName("windows-1252"))))
        .isEqualTo(expected);
  }

  @Test
  void values_out_of_bounds_leave_the_default() throws Exception {
    String text =
        imported(
            utf16(
                HEAD
                    + KEY
                    + "\\PasswordLength]\r\n\"PasswordLength\"=dword:00000004\r\n"
                    + KEY
                    + "\\PasswordMax]\r\n\"PasswordMax\"=\"many\"\r\n"
                    + KEY
                    + "\\EnforcePassword]\r\n\"EnforcePassword\"=dword:00000002\r\n"
                    + KEY
                    + "]\r\n\"SignatureTemplate\"=\"a\u001b[31m\"\r\n"));

    assertThat(text)
        .contains("PasswordLength: 4 is not within 8 to 64")
        .contains("PasswordMax: it is no dword")
        .contains("EnforcePassword: it is neither dword 0 nor 1")
        .contains("is no template name")
        .doesNotContain("\u001b")
        .doesNotContain("password-length=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        HEAD,
        HEAD + "\"a\"=dword:1",
        HEAD + KEY + "]\r\n\"a\"=dword:xyz",
        HEAD + KEY + "]\r\n\"a\"=dword:123456789",
        HEAD + KEY + "]\r\n\"a\"=\"open",
        HEAD + KEY + "]\r\n\"a\"=\"b\"c",
        HEAD + KEY + "]\r\n\"a\"=-",
        HEAD + KEY + "]\r\n\"a=1",
        HEAD + KEY + "]\r\n\"a\"=hex:01,\\",
        HEAD + KEY + "]\r\n\"a\"=hex:zz",
        HEAD + KEY + "\r\n",
        HEAD + "[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\\MSCEP]",
        HEAD + "[HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Cryptography\\MSCEP]\r\n\"a\"=\"b\"",
        HEAD + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\\MSCEPX]\r\n\"a\"=\"b\"",
      })
  void what_is_no_export_of_ndes_is_refused(String text) {
    assertThatThrownBy(() -> imported(utf16(text)))
        .isInstanceOf(UnreadableExportException.class)
        .hasMessageNotContaining("Exception");
  }

  @Test
  void broken_text_and_long_files_are_refused() {
    byte[] half = utf16(INSTALLED);
    half[half.length - 1] = (byte) 0xd8;
    assertThatThrownBy(() -> imported(half)).isInstanceOf(UnreadableExportException.class);
    assertThatThrownBy(() -> imported(new byte[RegistryExport.MAX_BYTES + 1]))
        .isInstanceOf(UnreadableExportException.class)
        .hasMessageContaining("longer");
  }
}
