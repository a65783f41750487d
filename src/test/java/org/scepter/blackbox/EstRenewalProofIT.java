package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.issuing.est.RenewalProof;
import org.scepter.pki.CertificationRequest;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.EstClient;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.TestKeys;

/** Who has a key of Scepter's own and shows it for a renewal gets nothing but a node's own TLS. */
@OnServer
class EstRenewalProofIT {
  private final TestServer server = TestServer.running();
  private final EstClient est = EstClient.of(server);
  private final ScepterHome home = ScepterHome.open(server.home());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ra/signing.p12",
        "ra/decryption.p12",
        "crp/authorisation.p12",
        "tls/internal.p12",
        "ndes/policy-module.p12",
        "ca/issuing.p12"
      })
  void no_other_key_than_that_of_the_nodes_own_listeners_renews_by_proof(String file)
      throws Exception {
    KeyEntry old = home.key(file);
    CertificationRequest request = like(old.certificate(), TestKeys.rsa());

    EstClient.Answer answer =
        est.renew(request.der().bytes(), RenewalProof.of(old, request, new BouncyCastleProvider()));

    requireRefused(answer, "(not for this node's TLS|none of Scepter's own)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "MAA=", "AAAA"})
  void what_is_no_proof_renews_nothing(String proof) throws Exception {
    KeyEntry own = home.key("ndes/policy-module.p12");

    EstClient.Answer answer =
        est.renew(like(own.certificate(), TestKeys.rsa()).der().bytes(), proof);

    requireRefused(answer, "the proof ");
  }

  @Test
  void a_proof_for_another_request_renews_nothing() throws Exception {
    KeyEntry own = home.key("tls/public.p12");
    CertificationRequest shown = like(own.certificate(), TestKeys.rsa());
    CertificationRequest asked = like(own.certificate(), TestKeys.rsa());

    EstClient.Answer answer =
        est.renew(asked.der().bytes(), RenewalProof.of(own, shown, new BouncyCastleProvider()));

    requireRefused(answer, "the proof ");
  }

  private static void requireRefused(EstClient.Answer answer, String why) {
    JsonObject problem =
        Json.createReader(new ByteArrayInputStream(answer.expect(422).body())).readObject();
    assertThat(problem.getString("title")).isEqualTo("NotRenewable");
    assertThat(problem.getString("detail")).containsPattern(why);
  }

  private static CertificationRequest like(X509Certificate old, KeyPair key) throws Exception {
    return CertificationRequest.read(EstClient.requestLike(old, key));
  }
}
