package org.scepter.issuing.lint;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;

/** Rules about the basic fields (RFC 5280 §4.1). */
final class FieldRules {
  private static final int SERIAL_OCTETS = 20;
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");
  private static final String TIME = "4.1.2.5";

  static final List<Rule> ALL =
      List.of(
          Rule.of("4.1.2.2", "the serial number is positive", it -> serial(it).signum() > 0),
          Rule.of(
              "4.1.2.2",
              "the serial number has at most 20 octets",
              it -> serial(it).toByteArray().length <= SERIAL_OCTETS),
          Rule.of(TIME, "notBefore is a UTCTime until 2049", it -> isInItsType(it.getStartDate())),
          Rule.of(TIME, "notAfter is a UTCTime until 2049", it -> isInItsType(it.getEndDate())),
          Rule.of(
              TIME,
              "notBefore is not after notAfter",
              it -> !at(it.getStartDate()).isAfter(at(it.getEndDate()))),
          Rule.of(
              "4.1.2.8",
              "there are no unique identifiers",
              it -> it.getIssuerUniqueId() == null && it.getSubjectUniqueId() == null));

  private FieldRules() {}

  private static BigInteger serial(TBSCertificate certificate) {
    return certificate.getSerialNumber().getValue();
  }

  private static Instant at(Time time) {
    return time.getDate().toInstant();
  }

  private static boolean isInItsType(Time time) {
    boolean isEarly = at(time).isBefore(YEAR_2050);
    String text =
        time.toASN1Primitive() instanceof ASN1UTCTime utc
            ? utc.getAdjustedTime()
            : ((ASN1GeneralizedTime) time.toASN1Primitive()).getTimeString();
    return isEarly == time.toASN1Primitive() instanceof ASN1UTCTime && !text.contains(".");
  }
}
