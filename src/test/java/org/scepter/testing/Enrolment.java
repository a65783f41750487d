package org.scepter.testing;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.scepter.testing.scep.PkiMessage;

/** An enrolment that succeeded. */
public record Enrolment(
    Policy policy, KeyPair key, PkiMessage message, X509Certificate certificate) {
  /** The serial number as the API writes it. */
  public String serialHex() {
    return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
  }
}
