package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.util.List;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** A managed device: it checks in with its token and enrols with its challenge. */
public record Device(TestServer server, String name, String token) {
  /** Checks in and returns the policy of the only profile deployed to this device. */
  public Policy checkIn() {
    List<Policy> policies = checkInToAll();
    assertThat(policies).as("policies of %s", name).hasSize(1);
    return policies.get(0);
  }

  public List<Policy> checkInToAll() {
    return policies(call("POST").expect(200).json());
  }

  /** The policy as it can be seen without changing anything. */
  public Policy look() {
    return policies(call("GET").expect(200).json()).get(0);
  }

  private static List<Policy> policies(JsonObject answer) {
    return answer.getJsonArray("policies").getValuesAs(JsonObject.class).stream()
        .map(Policy::of)
        .toList();
  }

  /** Calls the check-in and returns what came. */
  public JsonAnswer call(String method) {
    return server
        .site()
        .as(SiteClient.bearer(token))
        .send(method, server.https() + "/checkin/" + name, "", "application/json");
  }

  /** Checks in and enrols with a fresh key. */
  public Enrolment enrol() {
    return enrol(checkIn());
  }

  /** Enrols with a fresh key for a policy. */
  public Enrolment enrol(Policy policy) {
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(server, key);
    byte[] sent = message.encoded();
    CertRep answer = server.scep().post(message, sent);
    return new Enrolment(policy, key, message, answer.certificate());
  }

  /** What the site says about this device. */
  public JsonObject shown() {
    return server.site().get("devices/" + name).expect(200).json();
  }
}
