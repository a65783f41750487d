package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.HandedOut;
import org.scepter.testing.Issued;
import org.scepter.testing.OnServer;
import org.scepter.testing.ScepProfile;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** Check-in in the platform's own words. */
@OnServer
class CheckInFormsIT {
  private static final Pattern CHALLENGE = Pattern.compile("\\b[0-9a-f]{64}\\b");

  @TempDir private Path directory;
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  private ScepProfile profile(String... altNames) {
    JsonObjectBuilder json =
        site.profileJson()
            .add("ndesUrls", SiteClient.array(List.of(server.http() + "/scep/mscep")));
    return site.profile(json.add("subjectAltNames", SiteClient.array(List.of(altNames))).build());
  }

  private Device device(String platform, String... altNames) {
    return profile(altNames).deployedDevice(written(platform));
  }

  private static JsonObject written(String platform) {
    return Json.createObjectBuilder()
        .add("name", SiteClient.unique("device"))
        .add("platform", platform)
        .build();
  }

  private static X509Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private HttpResponse<String> call(Device device, String method, String accept) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.https() + "/checkin/" + device.name()))
            .header("Authorization", SiteClient.bearer(device.token()))
            .header("Accept", accept)
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      return server.client().send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "ios, application/x-apple-aspen-config, .mobileconfig",
    "windows, application/vnd.syncml.dm+xml, .xml",
    "cisco-ios, text/x-cisco-ios, .txt",
    "linux, text/x-shellscript, .sh"
  })
  void a_device_gets_the_form_of_its_platform(String platform, String mediaType, String suffix) {
    Device device = device(platform, "DNS:{{DeviceName}}.example.test");

    HttpResponse<String> shown = call(device, "GET", "*/*");
    HttpResponse<String> given = call(device, "POST", "*/*");

    assertThat(given.statusCode()).isEqualTo(200);
    assertThat(header(given, "Content-Type")).startsWith(mediaType);
    assertThat(header(given, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + device.name() + suffix + "\"");
    assertThat(header(given, "Cache-Control")).isEqualTo("no-store");
    assertThat(given.body()).contains(device.name());
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).contains(device.name());
    assertThat(CHALLENGE.matcher(shown.body()).find()).as("a secret is shown").isFalse();
    assertThat(device.look().state()).isEqualTo("challenge");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-apple-aspen-config",
    "application/vnd.syncml.dm+xml",
    "text/csv",
    "text/x-cisco-ios",
    "text/x-shellscript",
    "application/vnd.ms-configmgr.scep+xml"
  })
  void whoever_asks_for_a_form_gets_it_whatever_the_platform(String mediaType) {
    HttpResponse<String> given =
        call(device("generic", "DNS:{{DeviceName}}.example.test"), "POST", mediaType);

    assertThat(given.statusCode()).isEqualTo(200);
    assertThat(header(given, "Content-Type")).startsWith(mediaType);
  }

  @Test
  void json_is_had_on_every_platform_and_nothing_else_is_invented() {
    Device device = device("ios", "DNS:{{DeviceName}}.example.test");

    assertThat(header(call(device, "GET", "application/json"), "Content-Type"))
        .startsWith("application/json");
    assertThat(call(device, "POST", "image/png").statusCode()).isEqualTo(406);
    assertThat(device.look().state()).isEqualTo("targeted");
  }

  @Test
  void what_a_platform_cannot_say_brings_no_challenge_and_a_reason() {
    Device device = device("cisco-ios", "EMAIL:{{DeviceName}}@example.test");

    assertThat(call(device, "POST", "*/*").statusCode()).isEqualTo(204);

    assertThat(device.look().state()).isEqualTo("targeted");
    assertThat(site.items("audit?action=checkin.policy").toString())
        .contains("device:" + device.name())
        .contains("Cisco IOS asks for one DNS name");
  }

  @Test
  void the_script_enrols_and_then_there_is_nothing_left_to_do() throws Exception {
    Command.need("pki");
    ScepProfile profile = profile("DNS:{{DeviceName}}.example.test");
    Device device = profile.deployedDevice(written("linux"));
    HttpResponse<String> given = call(device, "POST", "*/*");
    Matcher challenge = CHALLENGE.matcher(given.body());
    assertThat(challenge.find()).isTrue();
    HandedOut.remember(challenge.group());
    Path script = Files.writeString(directory.resolve("enrol.sh"), given.body());

    Command.run(directory, Map.of(), List.of("sh", script.toString(), "made")).expectSuccess();

    Path made = directory.resolve("made");
    X509Certificate issued = certificate(made.resolve(profile.name() + ".pem"));
    assertThat(issued.getSubjectX500Principal().getName()).contains("CN=" + device.name());
    new Issued(issued, server).requireVerifiedByOpenssl(directory);
    try (var files = Files.list(made)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".options"));
    }
    assertThat(device.look().state()).isEqualTo("issued");
    assertThat(call(device, "POST", "*/*").statusCode()).isEqualTo(204);
  }
}
