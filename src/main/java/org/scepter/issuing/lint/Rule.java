package org.scepter.issuing.lint;

import java.util.Objects;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * One thing that has to hold of a certificate.
 *
 * @param source the document and section that asks for it, {@code RFC 5280 §4.1.2.2}
 * @param text what has to hold
 * @param holds whether it does; what it cannot read does not hold
 */
record Rule(String source, String text, Predicate<TBSCertificate> holds) {
  Rule {
    Objects.requireNonNull(source);
    Objects.requireNonNull(text);
    Objects.requireNonNull(holds);
  }

  static Rule of(String section, String text, Predicate<TBSCertificate> holds) {
    return new Rule("RFC 5280 §" + section, text, holds);
  }

  boolean isKept(TBSCertificate certificate) {
    try {
      return holds.test(certificate);
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return text + " (" + source + ")";
  }
}
