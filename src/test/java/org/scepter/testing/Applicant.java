package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** A device with a challenge that has not been used yet, and a fresh key. */
public record Applicant(ScepClient scep, Device device, Policy policy, KeyPair key) {
  /** A new device of an unremarkable profile. */
  public static Applicant at(TestServer server) {
    return of(server.scep(), server.site().deployedDevice());
  }

  /** A new device whose profile names an endpoint of its own. */
  public static Applicant at(TestServer server, String endpoint) {
    SiteClient site = server.site();
    return of(
        server.scep(server.https(), "/scep/" + endpoint),
        site.profile(site.profileJson().add("endpoint", endpoint).build()).deployedDevice());
  }

  /** A device that checks in now. */
  public static Applicant of(ScepClient scep, Device device) {
    return new Applicant(scep, device, device.checkIn(), TestKeys.rsa());
  }

  /** The same device with another key. */
  public Applicant with(KeyPair other) {
    return new Applicant(scep, device, policy, other);
  }

  /** What the policy wants. */
  public Csr csr() {
    return policy.csr(key);
  }

  /** What the policy wants, with the challenge to come beside it. */
  public Csr csrWithoutChallenge() {
    return policy.csrWithoutChallenge(key);
  }

  public String challenge() {
    return policy.requireChallenge();
  }

  /** What the policy wants under another subject. */
  public Csr csrFor(String subject) {
    return Csr.of(key, subject)
        .alternativeNames(policy.alternativeNames())
        .keyUsage(policy.keyUsage())
        .extendedKeyUsages(policy.extendedKeyUsages())
        .challenge(policy.requireChallenge());
  }

  /** The self-signed certificate of a device that has none yet. */
  public Signer self() {
    return Signer.selfSigned(key, policy.subject());
  }

  public CaCertificates ca() {
    return scep.caCertificates();
  }

  /** The right PKCSReq. */
  public PkiMessage message() {
    return message(csr());
  }

  public PkiMessage message(Csr csr) {
    return message(csr, self());
  }

  public PkiMessage message(Csr csr, Signer signer) {
    return PkiMessage.pkcsReq(csr, ca().encryption(), signer);
  }

  /** Sends the right PKCSReq, which must bring the certificate. */
  public Enrolment enrol() {
    PkiMessage message = message();
    return new Enrolment(policy, key, message, scep.post(message).certificate());
  }

  /** What the CA has issued to this device. */
  public int certificates() {
    return device.server().site().certificates(device.name()).size();
  }

  /** Nothing was issued, and the challenge is still good for what it was given for. */
  public void requireUntouched() {
    assertThat(certificates()).as("certificates of %s", device.name()).isZero();
    enrol();
  }

  /** Sends a message that must be refused and change nothing. */
  public CertRep requireRefused(PkiMessage message, int failInfo) {
    CertRep answer = scep.post(message).requireFailure(failInfo);
    requireUntouched();
    return answer;
  }

  /** An answer that brings a certificate for this key. */
  public X509Certificate requireCertificate(CertRep answer) {
    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
    return answer.certificate();
  }
}
