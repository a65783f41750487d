package org.scepter.testing.load;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * A device that is about to enrol: everything is made but the call. The device has an unremarkable
 * profile.
 */
public final class Attempt {
  private static final int BOTH = 0xA0;
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final String device;
  private final String challenge;
  private final KeyPair key = TestKeys.rsa();
  private final X509Certificate recipient;
  private final PkiMessage message;
  private final byte[] encoded;

  Attempt(String device, String challenge, X509Certificate recipient) {
    this.device = device;
    this.challenge = challenge;
    this.recipient = recipient;
    this.message = fresh();
    this.encoded = message.encoded();
  }

  /** Another message for the same: its transactionID is new. */
  private PkiMessage fresh() {
    Csr csr =
        Csr.of(key, subject())
            .alternativeNames(List.of("DNS:" + device + ".example.test"))
            .keyUsage(BOTH)
            .extendedKeyUsages(List.of(CLIENT_AUTH))
            .challenge(challenge);
    return PkiMessage.pkcsReq(csr, recipient, Signer.selfSigned(key, subject()));
  }

  /** The device's name. */
  public String device() {
    return device;
  }

  /** As the CA's book writes it. */
  public String subject() {
    return "CN=" + device + ",O=Example";
  }

  /** The message as it is sent. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** Reads the answer to {@link #encoded()}, which has to bring the certificate. */
  X509Certificate certificate(byte[] answer, X509Certificate raSigning) {
    return requireOwn(CertRep.open(answer, message, raSigning).certificate());
  }

  /** Sends the very same message again. */
  public X509Certificate repeat(ScepClient scep) {
    return requireOwn(scep.post(message, encoded).certificate());
  }

  /** Asks for the same with another message, as a device that was restarted does. */
  public X509Certificate askAnew(ScepClient scep) {
    return requireOwn(scep.post(fresh()).certificate());
  }

  private X509Certificate requireOwn(X509Certificate certificate) {
    if (!certificate.getPublicKey().equals(key.getPublic())) {
      throw new AssertionError("a certificate of another key");
    }
    return certificate;
  }
}
