package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.PkiMessage;

/** What a node that lies about a certificate gets: nothing, and its lie is in the audit. */
@OnServer
class ForgedNoticeIT {
  private final TestServer server = TestServer.running();

  /** All that was authorised, in the CA's name, signed by the device's own key. */
  private X509Certificate forged(Policy policy, KeyPair key) throws Exception {
    X500Name issuer =
        X500Name.getInstance(
            server.scep().caCertificates().encryption().getIssuerX500Principal().getEncoded());
    Instant now = Instant.now();
    String host = policy.alternativeNames().get(0).substring("DNS:".length());
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minus(Duration.ofMinutes(5))),
                    Date.from(now.plus(Duration.ofDays(200))),
                    new X500Name(policy.subject()),
                    key.getPublic())
                .addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                .addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                        KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.2"))))
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate())));
  }

  @Test
  void a_certificate_that_the_ca_has_not_issued_is_no_delivery_however_well_it_fits()
      throws Exception {
    Applicant applicant = Applicant.at(server);
    Policy policy = applicant.policy();
    RegistrationPoint point = RegistrationPoint.of(server);
    PkiMessage message = applicant.message();
    JsonObject answer = point.verify(policy, applicant.csr(), message).expect(201).json();

    assertThat(
            point
                .notifyOf(
                    "issued",
                    RegistrationPoint.idIn(answer),
                    message,
                    forged(policy, applicant.key()))
                .status())
        .isEqualTo(409);

    assertThat(AuditLog.of(server.site()).entriesFor(message.transactionId()))
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("outcome")).isEqualToIgnoringCase("alarm");
              assertThat(entry.getString("reason")).contains("the CA has issued no such");
            });
    assertThat(server.site().challenges(applicant.device().name()).get(0).getString("state"))
        .isEqualTo("bound");
    applicant.requireCertificate(server.scep().post(applicant.message()));
  }
}
