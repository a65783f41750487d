package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;

/** Requests as devices send them; {@code scep/ORIGIN.md} says where each comes from. */
class DevicesRequestsTest {
  private static final Map<String, String> WRITTEN =
      Map.of(
          "scepter.scep.endpoints", "mscep,apple,windows,android,cisco-ios,legacy-printer",
          "scepter.scep.endpoint.apple.compatibility", "apple",
          "scepter.scep.endpoint.windows.compatibility", "windows",
          "scepter.scep.endpoint.android.compatibility", "android",
          "scepter.scep.endpoint.cisco-ios.compatibility", "cisco-ios",
          "scepter.scep.endpoint.legacy-printer.compatibility", "legacy-printer");
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(WRITTEN.get(key))));

  @TempDir private Path home;
  private final Behind behind = new Behind();
  private ScepFace face;

  /** Hears every question and refuses it. */
  private static final class Behind extends BehindNdes {
    private final List<VerificationRequest> asked = new ArrayList<>();

    Behind() {
      super(TestRa.Party.of("CN=CA").der());
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      asked.add(request);
      return new Refused(RefusalReason.ChallengeUnknown, "");
    }
  }

  @BeforeEach
  void start() throws IOException {
    TestRa ra = new TestRa(home, SETTINGS);
    try (InputStream key = resource("ra/decryption.p12")) {
      Files.copy(key, home.resolve("ra/decryption.p12"), StandardCopyOption.REPLACE_EXISTING);
    }
    RegistrationAuthority authority = ra.before(behind);
    face =
        new ScepFace(
            SETTINGS,
            new CaCertificates(authority, behind),
            new PkiOperation(
                authority, new Enrolling(behind, behind), behind, any -> {}, () -> ""));
  }

  private static InputStream resource(String file) {
    return DevicesRequestsTest.class.getResourceAsStream("/scep/" + file);
  }

  private Answer send(String endpoint, String file) throws IOException {
    byte[] recorded;
    try (InputStream in = resource(file)) {
      recorded = in.readAllBytes();
    }
    return file.endsWith(".query")
        ? face.get(endpoint, new String(recorded, StandardCharsets.US_ASCII))
        : face.post(
            endpoint,
            "operation=PKIOperation",
            new ByteArrayInputStream(recorded),
            recorded.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mscep | ios/ndes.query | O=Example,CN=iphone-1",
        "apple | ios/ndes.query | O=Example,CN=iphone-1",
        "mscep | ios/old.query | O=Example,CN=iphone-4",
        "apple | macos/post.der | O=Example,CN=macbook-1",
        "windows | windows/post.der | CN=desktop-1",
        "android | android/jscep.der | CN=pixel-1",
        "cisco-ios | cisco-ios/get.query | CN=router-1,OU=Net,O=Example",
        "legacy-printer | ber/post.der | CN=printer-1"
      })
  void a_devices_request_reaches_the_registration_point_whole(
      String endpoint, String file, String subject) throws IOException {
    Answer answer = send(endpoint, file);

    assertThat(answer.mediaType()).isEqualTo("application/x-pki-message");
    assertThat(behind.asked)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.request().subject()).hasToString(subject);
              assertThat(question.request().challengePassword().orElseThrow().reveal())
                  .isEqualTo("0123456789abcdef".repeat(4));
              assertThat(question.request().keyUsage()).hasValue(0xa0);
              assertThat(question.contentKey()).as("none is a renewal").isEmpty();
            });
  }

  @Test
  void windows_name_value_pairs_do_not_reach_the_question() throws IOException {
    send("windows", "windows/post.der");

    assertThat(behind.asked.get(0).request().subjectAltNames()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mscep", "apple", "windows", "android"})
  void md5_and_single_des_are_for_the_endpoint_that_is_told_so(String endpoint) throws IOException {
    assertThat(send(endpoint, "cisco-ios/get.query").status()).isEqualTo(200);
    assertThat(behind.asked).isEmpty();
  }

  @Test
  void sha_1_of_old_ios_is_refused_where_modern_apples_call() throws IOException {
    assertThat(send("apple", "ios/old.query").status()).isEqualTo(200);
    assertThat(behind.asked).isEmpty();
  }
}
