package org.scepter.issuing.elsewhere;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.testing.elsewhere.ForeignCa;

/** A device's request and the authorisation for it; either can be made to differ. */
public final class Requested {
  static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  final KeyPair key;
  EnrolmentId id = EnrolmentId.random(new SecureRandom());
  String subject = "CN=phone-1,O=Example";
  List<SubjectAltName> names = List.of(SubjectAltName.parse("DNS:phone-1.example.test"));
  String sid;
  KeyUsageMask usage = KeyUsageMask.SIGNATURE;
  List<String> purposes = List.of(CLIENT_AUTH);
  String template = "ScepterDeviceSignature";
  Consumer<PKCS10CertificationRequestBuilder> attributes = builder -> {};
  Consumer<ExtensionsGenerator> extensions = generator -> {};
  private CertificationRequest request;

  public Requested() {
    this(ForeignCa.ec());
  }

  public Requested(KeyPair key) {
    this.key = key;
  }

  Requested with(Consumer<Requested> change) {
    change.accept(this);
    return this;
  }

  /** The same each time: what a device sends again. */
  public CertificationRequest request() {
    if (request == null) {
      request = another();
    }
    return request;
  }

  /** Another one for the same key, as EC signatures differ. */
  CertificationRequest another() {
    try {
      ExtensionsGenerator all = new ExtensionsGenerator();
      all.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, "phone-1.example.test")));
      extensions.accept(all);
      PKCS10CertificationRequestBuilder builder =
          new JcaPKCS10CertificationRequestBuilder(
              new X500Name("CN=phone-1,O=Example"), key.getPublic());
      builder.addAttribute(
          PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString("secret"));
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, all.generate());
      attributes.accept(builder);
      return CertificationRequest.read(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
              .getEncoded());
    } catch (IOException | OperatorCreationException | UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  static void add(ExtensionsGenerator to, String oid, boolean isCritical, ASN1Encodable value) {
    try {
      to.addExtension(new ASN1ObjectIdentifier(oid), isCritical, value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public Authorisation authorised() {
    return authorised(request());
  }

  Authorisation authorised(CertificationRequest of) {
    try {
      return new Authorisation(
          id,
          Optional.empty(),
          new EndpointName("mscep"),
          new TransactionId("0123abcd"),
          of.der().sha256(),
          of.publicKey().digest(),
          new TemplateName(template),
          1,
          SubjectName.parse(subject),
          names,
          Optional.ofNullable(sid),
          usage,
          purposes,
          Period.ofYears(1),
          "vpn",
          Optional.empty(),
          Optional.empty(),
          Instant.now(),
          Instant.now().plusSeconds(300));
    } catch (UnreadableException e) {
      throw new IllegalStateException(e);
    }
  }
}
