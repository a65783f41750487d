package org.scepter.scep.protocol;

import static org.scepter.scep.protocol.Party.PROVIDER;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A pkiMessage as a client builds it with Bouncy Castle's own generators; every part can be bent.
 */
final class ClientMessage {
  static final String TRANSACTION = "8A1F";
  static final byte[] NONCE = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private static final byte[] REQUEST = request(Party.CLIENT, "secret");

  Party signer = Party.CLIENT;
  int signers = 1;
  boolean certificateIncluded = true;
  boolean signerByKeyIdentifier = false;
  List<X509CertificateHolder> moreCertificates = List.of();
  String signatureAlgorithm = "SHA256withRSA";
  Provider signing = PROVIDER;
  ASN1Encodable transactionId = new DERPrintableString(TRANSACTION);
  ASN1Encodable messageType = new DERPrintableString("19");
  ASN1Encodable senderNonce = new DEROctetString(NONCE);
  List<Attribute> moreAttributes = new ArrayList<>();
  byte[] messageData = REQUEST.clone();
  byte[] content;
  ASN1ObjectIdentifier contentType = CMSObjectIdentifiers.data;
  ASN1ObjectIdentifier cipher = CMSAlgorithm.AES128_CBC;
  AlgorithmIdentifier wrapping;
  List<RecipientInfoGenerator> recipients;
  String encoding = ASN1Encoding.DL;

  static byte[] request(Party party, String challenge) {
    try {
      PKCS10CertificationRequestBuilder builder =
          new JcaPKCS10CertificationRequestBuilder(
              new X500Name("CN=phone-1,O=Example"), party.keys().getPublic());
      builder.addAttribute(
          PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString(challenge));
      boolean rsa = party.keys().getPublic().getAlgorithm().equals("RSA");
      return builder
          .build(
              new JcaContentSignerBuilder(rsa ? "SHA256withRSA" : "SHA256withECDSA")
                  .setProvider(PROVIDER)
                  .build(party.keys().getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  byte[] bytes() {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (int i = 0; i < signers; i++) {
        generator.addSignerInfoGenerator(signerInfo());
      }
      if (certificateIncluded) {
        generator.addCertificate(signer.holder());
      }
      for (X509CertificateHolder certificate : moreCertificates) {
        generator.addCertificate(certificate);
      }
      byte[] signed = content == null ? envelope() : content;
      CMSTypedData typed = new CMSProcessableByteArray(contentType, signed);
      return generator.generate(typed, true).toASN1Structure().getEncoded(encoding);
    } catch (OperatorCreationException | CMSException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private SignerInfoGenerator signerInfo() throws OperatorCreationException {
    JcaSignerInfoGeneratorBuilder builder =
        new JcaSignerInfoGeneratorBuilder(
                new JcaDigestCalculatorProviderBuilder().setProvider(PROVIDER).build())
            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes()));
    ContentSigner contentSigner =
        new JcaContentSignerBuilder(signatureAlgorithm)
            .setProvider(signing)
            .build(signer.keys().getPrivate());
    return signerByKeyIdentifier
        ? builder.build(
            contentSigner,
            SubjectKeyIdentifier.fromExtensions(signer.holder().getExtensions()).getKeyIdentifier())
        : builder.build(contentSigner, signer.holder());
  }

  private AttributeTable attributes() {
    ASN1EncodableVector all = new ASN1EncodableVector();
    add(all, SignedAttributes.TRANSACTION_ID, transactionId);
    add(all, SignedAttributes.MESSAGE_TYPE, messageType);
    add(all, SignedAttributes.SENDER_NONCE, senderNonce);
    moreAttributes.forEach(all::add);
    return new AttributeTable(all);
  }

  private static void add(ASN1EncodableVector all, ASN1ObjectIdentifier type, ASN1Encodable value) {
    if (value != null) {
      all.add(new Attribute(type, new DERSet(value)));
    }
  }

  byte[] envelope() {
    try {
      CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
      List<RecipientInfoGenerator> all = recipients == null ? List.of(toRa()) : recipients;
      all.forEach(generator::addRecipientInfoGenerator);
      return generator
          .generate(
              new CMSProcessableByteArray(messageData),
              new JceCMSContentEncryptorBuilder(cipher).setProvider(PROVIDER).build())
          .toASN1Structure()
          .getEncoded(encoding);
    } catch (CMSException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private RecipientInfoGenerator toRa() {
    return wrapping == null ? to(Party.RA) : to(Party.RA, wrapping);
  }

  static RecipientInfoGenerator to(Party party) {
    try {
      return new JceKeyTransRecipientInfoGenerator(party.certificate()).setProvider(PROVIDER);
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  static RecipientInfoGenerator to(Party party, AlgorithmIdentifier wrapping) {
    try {
      return new JceKeyTransRecipientInfoGenerator(party.certificate(), wrapping)
          .setProvider(PROVIDER);
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
