package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Approval;
import org.scepter.testing.Chain;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** Requests of a profile that wants an operator's word wait for it, and devices poll meanwhile. */
@OnServer
class ApprovalIT {
  private static final int BAD_CERT_ID = 4;

  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final Approval approval = new Approval(site);
  private final KeyPair key = TestKeys.rsa();

  private Device device() {
    return approval.device();
  }

  private CertRep poll(PkiMessage earlier) {
    X509Certificate issuer = server.scep().caCertificates().intermediates().get(0);
    return server.scep().post(PkiMessage.certPoll(earlier, issuer));
  }

  @Test
  void a_request_waits_until_it_is_approved_and_then_each_poll_gets_the_one_certificate() {
    Device device = device();
    PkiMessage message = device.checkIn().message(server, key);
    assertThat(server.scep().post(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(poll(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(site.certificates(device.name())).isEmpty();

    approval.approve(device);

    X509Certificate certificate = poll(message).certificate();
    Chain.requireValid(certificate, server.scep().caCertificates());
    assertThat(certificate.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(poll(message).certificate()).isEqualTo(certificate);
    assertThat(site.certificates(device.name())).hasSize(1);
    assertThat(device.look().state()).isEqualTo("issued");
  }

  @Test
  void a_new_request_of_the_same_key_is_the_same_waiting_request() {
    Device device = device();
    Policy policy = device.checkIn();
    PkiMessage first = policy.message(server, key);
    PkiMessage second = policy.message(server, key);
    server.scep().post(first);
    assertThat(server.scep().post(second).status()).isEqualTo(CertRep.PENDING);

    JsonObject request = approval.waiting(device);
    assertThat(request.getJsonArray("transactionIds").toString())
        .contains(first.transactionId(), second.transactionId());
    site.post(Approval.path(request, "approve")).expect(204);

    X509Certificate certificate = server.scep().post(policy.message(server, key)).certificate();
    assertThat(poll(first).certificate()).isEqualTo(certificate);
    assertThat(poll(second).certificate()).isEqualTo(certificate);
  }

  @Test
  void a_denied_request_fails_at_each_poll_and_at_each_new_request() {
    Device device = device();
    Policy policy = device.checkIn();
    PkiMessage message = policy.message(server, key);
    server.scep().post(message);

    JsonObject request = approval.waiting(device);
    site.post(Approval.path(request, "deny"), Approval.reason("not ours")).expect(204);

    assertThat(poll(message).status()).isEqualTo(CertRep.FAILURE);
    assertThat(server.scep().post(policy.message(server, key)).status()).isEqualTo(CertRep.FAILURE);
    JsonObject shown = site.get("approvals/" + request.getString("id")).expect(200).json();
    assertThat(shown.getString("state")).isEqualTo("denied");
    assertThat(shown.getString("reason")).isEqualTo("not ours");
    assertThat(site.certificates(device.name())).isEmpty();
  }

  @Test
  void a_poll_for_nothing_that_is_known_fails_with_bad_cert_id() {
    Device device = device();
    Policy policy = device.checkIn();
    PkiMessage message = policy.message(server, key);
    server.scep().post(message);
    PkiMessage unknown = policy.message(server, key);
    PkiMessage stranger =
        policy.message(server, TestKeys.rsa()).transactionId(message.transactionId());

    for (PkiMessage each : List.of(unknown, stranger)) {
      CertRep answer = poll(each);
      assertThat(answer.status()).isEqualTo(CertRep.FAILURE);
      assertThat(answer.failInfo()).contains(BAD_CERT_ID);
    }
  }

  @Test
  void a_second_key_for_the_challenge_of_a_waiting_request_is_refused() {
    Device device = device();
    Policy policy = device.checkIn();
    server.scep().post(policy.message(server, key));
    PkiMessage thief = policy.message(server, TestKeys.rsa());

    assertThat(server.scep().post(thief).status()).isEqualTo(CertRep.FAILURE);

    assertThat(AuditLog.of(site).entriesFor(thief.transactionId()))
        .anySatisfy(AuditLog::requireAlarm);
    assertThat(approval.waiting(device).getString("keySha256"))
        .isEqualTo(HexFormat.of().formatHex(Digest.SHA256.of(key.getPublic().getEncoded())));
  }

  @Test
  void a_request_is_shown_without_a_secret_and_decided_once_by_who_may() {
    Device device = device();
    Policy policy = device.checkIn();
    server.scep().post(policy.message(server, key));
    SiteClient auditor = site.withRole("auditor");
    SiteClient operator = site.withRole("operator");
    JsonObject request = approval.waiting(device);

    assertThat(auditor.get("approvals/" + request.getString("id")).expect(200).text())
        .contains(policy.subject(), "DNS:" + device.name() + ".example.test", "\"keySize\":2048")
        .doesNotContain(policy.requireChallenge());
    auditor.post(Approval.path(request, "approve")).expect(403);
    auditor.post(Approval.path(request, "deny"), Approval.reason("no")).expect(403);
    operator.post(Approval.path(request, "deny"), Approval.reason(" ")).expect(422);
    operator.post(Approval.path(request, "approve")).expect(204);
    operator.post(Approval.path(request, "approve")).expect(409);
    operator.post(Approval.path(request, "deny"), Approval.reason("too late")).expect(409);
    operator.post("approvals/" + "0".repeat(32) + "/approve").expect(404);
    site.get("approvals?state=perhaps").expect(422);

    assertThat(AuditLog.of(site).entries())
        .filteredOn(each -> each.toString().contains(request.getString("id")))
        .extracting(each -> each.getString("action"))
        .containsOnlyOnce("approval.approve")
        .doesNotContain("approval.deny");
  }

  @Test
  void another_node_gets_the_message_back_that_it_gave() {
    Device device = device();
    Policy policy = device.checkIn();
    PkiMessage message = policy.message(server, key);
    RegistrationPoint point = RegistrationPoint.of(server);
    JsonObject asked = point.verify(policy, policy.csr(key), message).expect(201).json();
    assertThat(asked.getString("verdict")).isEqualTo("pending");
    assertThat(asked.getInt("retryAfterSeconds")).isEqualTo(60);

    approval.approve(device);

    JsonObject polled =
        point
            .call(
                "Certificate/Poll",
                Json.createObjectBuilder()
                    .add("endpoint", "mscep")
                    .add("transactionId", message.transactionId())
                    .add(
                        "signerKey",
                        HexFormat.of().formatHex(Digest.SHA256.of(key.getPublic().getEncoded())))
                    .build())
            .expect(200)
            .json();
    assertThat(polled.getString("verdict")).isEqualTo("authorised");
    assertThat(polled.getString("message")).startsWith("MI");
  }
}
