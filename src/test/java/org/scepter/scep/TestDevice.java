package org.scepter.scep;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.scepter.pki.Der;

/** A device that makes pkiMessages and opens their answers with Bouncy Castle's own CMS. */
final class TestDevice {
  private static final String SCEP_ARC = "2.16.840.1.113733.1.9.";

  final TestRa.Party self;

  /** What its clock says, if it says it. */
  Optional<Instant> signingTime = Optional.empty();

  TestDevice() {
    this(TestRa.Party.of("CN=phone-1"));
  }

  TestDevice(TestRa.Party self) {
    this.self = self;
  }

  byte[] message(X509Certificate recipient, String messageType, String challenge) {
    return message(recipient, messageType, request(challenge));
  }

  /** A CertPoll (RFC 8894 §3.3.3) for the message that was sent before. */
  byte[] poll(X509Certificate recipient) {
    X500Name name = new X500Name("CN=phone-1");
    return message(recipient, "20", encoded(new DERSequence(new ASN1Encodable[] {name, name})));
  }

  /** A GetCert or GetCRL (RFC 8894 §3.3.4). */
  byte[] about(X509Certificate recipient, String messageType, String issuer, long serial) {
    return message(
        recipient,
        messageType,
        encoded(
            new DERSequence(new ASN1Encodable[] {new X500Name(issuer), new ASN1Integer(serial)})));
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] message(X509Certificate recipient, String messageType, byte[] messageData) {
    try {
      CMSEnvelopedDataGenerator envelope = new CMSEnvelopedDataGenerator();
      envelope.addRecipientInfoGenerator(
          new JceKeyTransRecipientInfoGenerator(recipient).setProvider(TestRa.PROVIDER));
      byte[] sealed =
          envelope
              .generate(
                  new CMSProcessableByteArray(messageData),
                  new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                      .setProvider(TestRa.PROVIDER)
                      .build())
              .getEncoded();
      CMSSignedDataGenerator signed = new CMSSignedDataGenerator();
      signed.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(
                  new DefaultSignedAttributeTableGenerator(attributes(messageType)))
              .build(self.signer(), self.certificate()));
      signed.addCertificate(new JcaX509CertificateHolder(self.certificate()));
      return signed.generate(new CMSProcessableByteArray(sealed), true).getEncoded("DL");
    } catch (GeneralSecurityException | CMSException | OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] request(String challenge) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(
              new X500Name("CN=phone-1"), self.keys().getPublic())
          .addAttribute(
              PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString(challenge))
          .build(self.signer())
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private AttributeTable attributes(String messageType) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    all.add(attribute("2", new DERPrintableString(messageType)));
    all.add(attribute("5", new DEROctetString(new byte[16])));
    all.add(attribute("7", new DERPrintableString("A1")));
    signingTime.ifPresent(
        time ->
            all.add(
                new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))))));
    return new AttributeTable(new DERSet(all));
  }

  private static Attribute attribute(String arc, ASN1Encodable value) {
    return new Attribute(new ASN1ObjectIdentifier(SCEP_ARC + arc), new DERSet(value));
  }

  /** A CertRep whose signature holds. */
  final class Reply {
    private final CMSSignedData data;
    private final SignerInformation signer;

    Reply(Answer answer, X509Certificate by) {
      try {
        data = new CMSSignedData(answer.body());
        signer = data.getSignerInfos().iterator().next();
        if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(by))) {
          throw new AssertionError("the signature does not hold");
        }
      } catch (CMSException | OperatorCreationException e) {
        throw new AssertionError(e);
      }
    }

    private Optional<String> text(String oid) {
      return Optional.ofNullable(signer.getSignedAttributes().get(new ASN1ObjectIdentifier(oid)))
          .map(attribute -> attribute.getAttrValues().getObjectAt(0))
          .map(value -> ((ASN1String) value).getString());
    }

    String status() {
      return text(SCEP_ARC + "3").orElseThrow();
    }

    Optional<String> failInfo() {
      return text(SCEP_ARC + "4");
    }

    String failInfoText() {
      return text("1.3.6.1.5.5.7.24.1").orElseThrow();
    }

    int hresult() {
      return Integer.parseInt(text("1.3.6.1.4.1.311.21.33").orElseThrow());
    }

    byte[] recipientNonce() {
      Attribute nonce = signer.getSignedAttributes().get(new ASN1ObjectIdentifier(SCEP_ARC + "6"));
      return ASN1OctetString.getInstance(nonce.getAttrValues().getObjectAt(0)).getOctets();
    }

    List<Der> certificates() {
      try {
        byte[] bundle =
            new CMSEnvelopedData((byte[]) data.getSignedContent().getContent())
                .getRecipientInfos()
                .iterator()
                .next()
                .getContent(
                    new JceKeyTransEnvelopedRecipient(self.keys().getPrivate())
                        .setProvider(TestRa.PROVIDER));
        return new CMSSignedData(bundle)
            .getCertificates().getMatches(null).stream().map(Reply::der).toList();
      } catch (CMSException e) {
        throw new AssertionError(e);
      }
    }

    private static Der der(X509CertificateHolder certificate) {
      try {
        return Der.of(certificate.getEncoded());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
