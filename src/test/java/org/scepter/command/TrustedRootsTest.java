package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Chain;
import org.scepter.testing.ForeignCa;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.scep.TestKeys;

class TrustedRootsTest {
  private static final String STORE = "tls/internal-trust.p12";

  @TempDir private static Path directory;
  private static ScepterHome home;

  private record Run(int status, String text) {}

  @BeforeAll
  static void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
  }

  private static Run add(Path file) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    int status =
        new ScepterCommand(out, out, Clock.systemUTC())
            .run(
                List.of(
                    "trust-root",
                    "--home",
                    home.directory().toString(),
                    "--file",
                    file.toString()));
    return new Run(status, text.toString(StandardCharsets.UTF_8));
  }

  private static Path pem(X509Certificate... certificates) {
    return Chain.pem(
        directory.resolve("some-" + System.nanoTime() + ".pem"), List.of(certificates));
  }

  @Test
  void a_root_is_added_to_those_that_are_there() throws IOException, CertificateException {
    X509Certificate root = ForeignCa.root("Partner Root").certificate();
    List<X509Certificate> before = home.certificates(STORE);

    Run run = add(pem(root));

    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("CN=Partner Root", Sha256.of(root.getEncoded()).fingerprint());
    assertThat(home.certificates(STORE)).containsAll(before).contains(root);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(STORE))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_root_that_is_there_changes_nothing() throws IOException {
    Path file = pem(ForeignCa.root("Twice").certificate());
    add(file);
    byte[] before = Files.readAllBytes(home.resolve(STORE));

    Run again = add(file);

    assertThat(again.status()).isZero();
    assertThat(again.text()).contains("trusted already");
    assertThat(Files.readAllBytes(home.resolve(STORE))).isEqualTo(before);
  }

  @Test
  void two_of_one_name_are_two() throws IOException {
    X509Certificate one = ForeignCa.root("Same").certificate();
    X509Certificate two = ForeignCa.root("Same").certificate();
    add(pem(one));
    add(pem(two));

    assertThat(home.certificates(STORE)).contains(one, two);
  }

  @Test
  void der_is_taken_too() throws IOException, CertificateException {
    X509Certificate root = ForeignCa.root("In DER").certificate();

    assertThat(add(Files.write(directory.resolve("root.cer"), root.getEncoded())).status())
        .isZero();
    assertThat(home.certificates(STORE)).contains(root);
  }

  private static void requireRefused(Path file, String why) throws IOException {
    byte[] before = Files.readAllBytes(home.resolve(STORE));

    Run run = add(file);

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(run.text()).contains(why);
    assertThat(Files.readAllBytes(home.resolve(STORE))).isEqualTo(before);
  }

  @Test
  void what_is_no_cas_certificate_in_date_is_refused() throws IOException {
    ForeignCa ca = ForeignCa.root("Refused");
    X509Certificate client = ca.issue(TestKeys.ec(), ForeignCa.Order.client("ndes.example")).get(0);

    requireRefused(pem(client), "is no CA's certificate");
    requireRefused(
        pem(ForeignCa.root("Over", Instant.now().minusSeconds(60), Optional.empty()).certificate()),
        "is out of date");
    requireRefused(pem(ca.certificate(), ca.certificate()), "2 certificates instead of one");
    requireRefused(Files.writeString(directory.resolve("text"), "nothing"), "no certificate");
    requireRefused(
        Files.write(directory.resolve("long"), new byte[40_000]), "longer than 32768 bytes");
    requireRefused(directory.resolve("missing"), "missing");
  }
}
