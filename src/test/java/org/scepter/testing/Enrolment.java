package org.scepter.testing;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;

/** An enrolment that succeeded. */
public record Enrolment(
    Policy policy, KeyPair key, PkiMessage message, X509Certificate certificate) {
  /** The serial number as the API writes it. */
  public String serialHex() {
    return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
  }

  /** Who signs with the issued certificate. */
  public Signer owner() {
    return new Signer(key.getPrivate(), certificate);
  }

  /** A request for the same names and another key, without a challenge. */
  public Csr renewal(KeyPair newKey) {
    return Csr.of(newKey, policy.subject())
        .alternativeNames(policy.alternativeNames())
        .keyUsage(policy.keyUsage())
        .extendedKeyUsages(policy.extendedKeyUsages());
  }
}
