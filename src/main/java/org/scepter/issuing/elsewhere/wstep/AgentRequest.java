package org.scepter.issuing.elsewhere.wstep;

import java.io.IOException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CertificationRequest;
import org.bouncycastle.asn1.cmc.TaggedCertificationRequest;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;

/** A PKCS#10 in a Full PKI Request (RFC 5272 §3.2) that an enrolment agent signs. */
final class AgentRequest {
  private static final ASN1ObjectIdentifier PKI_DATA =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.12.2");

  private AgentRequest() {}

  static Der of(Der pkcs10, KeyEntry agent, Provider provider) {
    String algorithm =
        "RSA".equals(agent.privateKey().getAlgorithm()) ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(
                  new JcaDigestCalculatorProviderBuilder().setProvider(provider).build())
              .build(
                  new JcaContentSignerBuilder(algorithm)
                      .setProvider(provider)
                      .build(agent.privateKey()),
                  agent.certificate()));
      for (X509Certificate each : agent.chain()) {
        generator.addCertificate(new JcaX509CertificateHolder(each));
      }
      return Der.of(
          generator
              .generate(new CMSProcessableByteArray(PKI_DATA, data(pkcs10)), true)
              .getEncoded("DER"));
    } catch (CMSException | OperatorCreationException | CertificateException | IOException e) {
      throw new IllegalStateException("the enrolment agent's key cannot sign", e);
    }
  }

  // PKIData: no controls, the request, no other content and no other message.
  private static byte[] data(Der pkcs10) throws IOException {
    TaggedRequest request =
        new TaggedRequest(
            new TaggedCertificationRequest(
                new BodyPartID(1), CertificationRequest.getInstance(pkcs10.bytes())));
    return new DERSequence(
            new org.bouncycastle.asn1.ASN1Encodable[] {
              new DERSequence(), new DERSequence(request), new DERSequence(), new DERSequence()
            })
        .getEncoded("DER");
  }
}
