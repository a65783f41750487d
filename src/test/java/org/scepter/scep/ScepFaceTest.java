package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
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
import org.scepter.pki.Der;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;

class ScepFaceTest {
  private static final Map<String, String> WRITTEN =
      Map.of(
          "scepter.scep.endpoints", "mscep,strict,info,old",
          "scepter.scep.endpoint.old.allow-post", "false",
          "scepter.scep.endpoint.strict.allow-sha1-digest", "false",
          "scepter.scep.endpoint.strict.allow-triple-des", "false",
          "scepter.scep.endpoint.info.authority", "none",
          "scepter.scep.max-message-bytes", "16384");
  private static final ScepSettings SETTINGS =
      ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(WRITTEN.get(key))));
  private static final TestDevice DEVICE = new TestDevice();

  @TempDir private static Path home;
  private static TestRa ra;
  private static TestRa.Party ca;
  private static byte[] message;

  private final Behind behind = new Behind();
  private final RegistrationAuthority authority = ra.before(behind);
  private final ScepFace face =
      new ScepFace(
          SETTINGS,
          new CaCertificates(authority, behind),
          new PkiOperation(
              authority, new Enrolling(behind, behind), behind, happening -> {}, () -> ""));

  @BeforeAll
  static void makeKeys() {
    ra = new TestRa(home, SETTINGS);
    ca = TestRa.Party.of("CN=Trial <CA>");
    message = DEVICE.message(ra.decryption.certificate(), "19", "challenge");
  }

  /** Refuses everything and counts. */
  private static final class Behind extends BehindNdes {
    private final List<VerificationRequest> asked = new ArrayList<>();
    private boolean reachable = true;
    private Optional<Der> next = Optional.empty();

    Behind() {
      super(ca.der());
    }

    @Override
    public Optional<Der> nextAuthority() {
      return next;
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      asked.add(request);
      return new Refused(RefusalReason.ChallengeUnknown, "");
    }

    @Override
    public List<Der> chain() {
      if (!reachable) {
        throw new IllegalStateException("the CA is down");
      }
      return super.chain();
    }
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String base64() {
    return Base64.getEncoder().encodeToString(message);
  }

  private Answer post(String query, byte[] body) {
    return face.post("mscep", query, new ByteArrayInputStream(body), body.length);
  }

  @Test
  void the_capabilities_are_what_the_endpoint_takes() {
    Answer answer = face.get("mscep", "operation=GetCACaps");

    assertThat(answer.mediaType()).isEqualTo("text/plain");
    assertThat(text(answer))
        .isEqualTo(
            """
            POSTPKIOperation
            Renewal
            SHA-512
            SHA-384
            SHA-256
            SHA-1
            DES3
            AES
            SCEPStandard
            """);
    assertThat(text(face.get("strict", "operation=GetCACaps")))
        .contains("SHA-256\n", "AES\n")
        .doesNotContain("SHA-1\n", "DES3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&message=MDM", "&message=", "&message=SCEP%20Authority"})
  void the_ca_certificates_stand_in_the_order_that_clients_expect(String more)
      throws CMSException, IOException {
    Answer answer = face.get("mscep", "operation=GetCACert" + more);

    assertThat(answer.mediaType()).isEqualTo("application/x-x509-ca-ra-cert");
    List<Der> certificates = new ArrayList<>();
    for (X509CertificateHolder one :
        new CMSSignedData(answer.body()).getCertificates().getMatches(null)) {
      certificates.add(Der.of(one.getEncoded()));
    }
    assertThat(certificates).containsExactly(ra.signing.der(), ra.decryption.der(), ca.der());
  }

  @Test
  void the_last_good_chain_serves_while_the_ca_cannot_be_asked() {
    behind.reachable = false;
    assertThat(face.get("mscep", "operation=GetCACert").status()).isEqualTo(503);
    assertThat(face.get("info", null).status()).isEqualTo(503);

    behind.reachable = true;
    byte[] known = face.get("mscep", "operation=GetCACert").body();

    behind.reachable = false;
    assertThat(face.get("mscep", "operation=GetCACert").body()).isEqualTo(known);
  }

  @Test
  void the_bare_url_is_forbidden_while_the_policy_module_is_active() {
    assertThat(face.get("mscep", null).status()).isEqualTo(403);
    assertThat(face.get("mscep", "message=x").status()).isEqualTo(403);
    assertThat(face.head("mscep", null).status()).isEqualTo(403);
  }

  @Test
  void the_bare_url_of_an_endpoint_without_policy_module_informs() {
    Answer answer = face.get("info", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).startsWith("text/html");
    assertThat(text(answer))
        .contains("Network Device Enrollment Service", ca.der().sha256().fingerprint())
        .contains("&lt;CA")
        .doesNotContain("<CA");
  }

  @ParameterizedTest
  @CsvSource({
    "mscep, operation=GetNextCACert, 404",
    "mscep, operation=GetCACertChain, 400",
    "mscep, operation=, 400",
    "mscep, operation=PKIOperation, 400",
    "mscep, operation=PKIOperation&message=, 400",
    "mscep, operation=PKIOperation&message=%41%, 400",
    "mscep, operation=PKIOperation&message=a*b, 400",
    "mscep, operation=PKIOperation&message=AAAA&message=AAAA, 400",
    "other, operation=GetCACaps, 404",
    "Mscep, operation=GetCACaps, 404"
  })
  void what_is_not_acceptable_gets_a_line_of_text(String endpoint, String query, int status) {
    Answer answer = face.get(endpoint, query);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.mediaType()).startsWith("text/plain");
    assertThat(text(answer)).hasLineCount(1).hasSizeLessThan(200);
    assertThat(behind.asked).isEmpty();
  }

  @Test
  void a_message_by_get_and_by_post_is_the_same_request() {
    String escaped = base64().replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");

    Answer posted = post("operation=PKIOperation", message);
    Answer got = face.get("mscep", "operation=PKIOperation&message=" + escaped);

    assertThat(posted.mediaType()).isEqualTo("application/x-pki-message");
    assertThat(got.mediaType()).isEqualTo(posted.mediaType());
    assertThat(behind.asked).hasSize(2);
    assertThat(behind.asked.get(0)).isEqualTo(behind.asked.get(1));
  }

  @Test
  void apples_base64_and_what_proxies_make_of_it_are_read() {
    String apple = base64().replace("=", "%3D");
    for (String form :
        List.of(
            apple,
            apple.replace("+", " "),
            base64().replace("=", ""),
            base64().replaceAll("(.{64})", "$1%0D%0A"))) {
      face.get("mscep", "operation=PKIOperation&message=" + form);
    }

    assertThat(behind.asked).hasSize(4);
    assertThat(behind.asked.stream().distinct()).hasSize(1);
  }

  @Test
  void a_head_has_no_effect() {
    Answer answer = face.head("mscep", "operation=PKIOperation&message=" + base64());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(face.head("mscep", "operation=GetCACaps").status()).isEqualTo(200);
    assertThat(behind.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operation=GetCACaps", "operation=GetCACert", "x=y"})
  void only_a_pki_operation_is_posted(String query) {
    assertThat(post(query, message).status()).isEqualTo(400);
  }

  @Test
  void an_endpoint_as_ndes_2008_was_takes_no_post() {
    InputStream body = new ByteArrayInputStream(message);

    assertThat(face.post("old", "operation=PKIOperation", body, message.length).status())
        .isEqualTo(405);
    assertThat(face.get("old", "operation=PKIOperation&message=" + base64()).status())
        .isEqualTo(200);
  }

  @Test
  void the_next_ca_is_advertised_and_given_out_only_while_there_is_one() {
    assertThat(text(face.get("mscep", "operation=GetCACaps"))).doesNotContain("GetNextCACert");

    behind.next = Optional.of(Der.of(new byte[] {0x30, 0}));

    assertThat(text(face.get("mscep", "operation=GetCACaps"))).endsWith("GetNextCACert\n");
    Answer answer = face.get("mscep", "operation=GetNextCACert");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/x-x509-next-ca-cert");
    assertThat(answer.body()).containsExactly(0x30, 0);
  }

  @Test
  void an_empty_message_is_refused() {
    assertThat(post("operation=PKIOperation", new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void a_message_over_the_limit_is_refused_by_either_way() {
    byte[] large = new byte[16_385];
    String base64 = Base64.getEncoder().encodeToString(new byte[20_000]);

    assertThat(post("operation=PKIOperation", large).status()).isEqualTo(413);
    assertThat(face.get("mscep", "operation=PKIOperation&message=" + base64).status())
        .isEqualTo(400);
  }

  @Test
  void a_body_that_breaks_off_is_refused() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThat(face.post("mscep", "operation=PKIOperation", broken, 100).status()).isEqualTo(400);
  }
}
