package org.scepter.issuing.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.SubjectAltName;

class AdmissionTest {
  private final Admission admission = new Admission(null, null);

  private static Arguments row(RefusalReason reason, Consumer<Requested> change) {
    return Arguments.of(reason, change);
  }

  static Stream<Arguments> beyond() {
    return Stream.of(
        row(RefusalReason.SubjectNameMismatch, r -> r.subject = "CN=phone-2,O=Example"),
        row(RefusalReason.SubjectAltNameMismatch, r -> r.names = List.of()),
        row(
            RefusalReason.SubjectAltNameMismatch,
            r -> r.names = List.of(SubjectAltName.parse("DNS:phone-2.example.test"))),
        row(RefusalReason.SecurityIdentifierMismatch, r -> r.sid = "S-1-5-21-1-2-3-500"),
        row(
            RefusalReason.KeyUsageMismatch,
            r ->
                r.extensions =
                    e -> Requested.add(e, "2.5.29.15", true, new KeyUsage(KeyUsage.keyCertSign))),
        row(
            RefusalReason.EnhancedKeyUsageMismatch,
            r ->
                r.extensions =
                    e ->
                        Requested.add(
                            e,
                            "2.5.29.37",
                            false,
                            new ExtendedKeyUsage(
                                new KeyPurposeId[] {
                                  KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_codeSigning
                                }))),
        row(
            RefusalReason.RefusedByIssuingAuthority,
            r ->
                r.extensions =
                    e -> Requested.add(e, "2.5.29.19", true, new BasicConstraints(true))),
        // AD CS would take the template from there
        row(
            RefusalReason.RefusedByIssuingAuthority,
            r ->
                r.extensions =
                    e ->
                        Requested.add(e, "1.3.6.1.4.1.311.20.2", false, new DERBMPString("SubCA"))),
        row(
            RefusalReason.RefusedByIssuingAuthority,
            r ->
                r.attributes =
                    b ->
                        b.addAttribute(
                            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.13.2.1"),
                            new DERUTF8String("CertificateTemplate:SubCA"))));
  }

  @ParameterizedTest
  @MethodSource("beyond")
  void what_asks_for_more_or_other_than_authorised_is_not_shown_to_the_other_ca(
      RefusalReason reason, Consumer<Requested> change) {
    Requested requested = new Requested().with(change);
    assertThat(admission.objection(requested.authorised(), requested.request()))
        .map(Refused::reason)
        .contains(reason);
  }

  @Test
  void what_asks_for_exactly_that_is_shown() {
    Requested requested =
        new Requested()
            .with(
                r ->
                    r.extensions =
                        e -> {
                          Requested.add(
                              e, "2.5.29.15", true, new KeyUsage(KeyUsage.digitalSignature));
                          Requested.add(
                              e,
                              "2.5.29.37",
                              false,
                              new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
                          Requested.add(e, "2.5.29.19", true, new BasicConstraints(false));
                        });
    assertThat(admission.objection(requested.authorised(), requested.request())).isEmpty();
  }
}
