package org.scepter.registrationpoint.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates.Standing;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectAltNames;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** A renewal that is right in everything; a test changes one thing of it. */
final class RenewalCase {
  static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  static final String EMAIL = "1.3.6.1.5.5.7.3.4";
  static final KeyPair ANOTHER_CA = TestKeys.rsa();
  static final KeyPair ANOTHER_KEY = TestKeys.rsa();

  private static final KeyPair CA = TestKeys.rsa();
  private static final KeyPair OLD = TestKeys.rsa();
  private static final KeyPair NEW = TestKeys.rsa();
  private static final KeyPair RA = TestKeys.rsa();
  private static final X509Certificate RECIPIENT = Signer.selfSigned(RA, "CN=RA").certificate();
  private static final Map<List<Object>, X509Certificate> CERTIFICATES = new ConcurrentHashMap<>();
  private static final EnrolmentId ENROLMENT = new EnrolmentId("1".repeat(32));

  // the certificate that signs
  KeyPair issuer = CA;
  Instant notBefore = NOW.minus(Duration.ofDays(90));
  Instant notAfter = NOW.plus(Duration.ofDays(10));
  String oldSubject = "CN=phone-1";
  List<String> oldNames = List.of("DNS:phone-1.example.test");

  // the message
  KeyPair signer = OLD;
  String subject = "CN=phone-1";
  List<String> names = List.of("DNS:phone-1.example.test");
  int keyUsage = 0xA0;
  List<String> purposes = List.of(CLIENT);
  KeyPair newKey = NEW;
  UnaryOperator<Csr> request = csr -> csr;
  UnaryOperator<PkiMessage> message = sent -> sent;

  // what NDES makes of it
  EndpointName endpoint = new EndpointName("mscep");
  TemplateName template = new TemplateName("ScepterDevice");
  UnaryOperator<VerificationRequest> question = asked -> asked;

  // the books
  boolean isKnownToTheRegistrationPoint = true;
  Optional<Standing> standing =
      Optional.of(new Standing(ENROLMENT, new EndpointName("mscep"), Optional.empty()));
  int renewedBefore;
  Optional<ChallengeView> openedBefore = Optional.empty();

  // what the profile says today
  boolean isDeployed = true;
  String todaysSubject = "CN=phone-1";
  List<String> todaysNames = List.of("DNS:phone-1.example.test");
  List<String> todaysPurposes = List.of(CLIENT);
  EndpointName todaysEndpoint = new EndpointName("mscep");
  int minimumKeyBits = 2048;
  int thresholdPercent = 20;
  Optional<Period> templatePeriod = Optional.empty();
  Duration grace = Duration.ZERO;

  /** As it stands in the books. */
  Der recorded() {
    return Der.of(encoded(certificate(CA)));
  }

  // Thousands of cases share a few certificates.
  private X509Certificate certificate(KeyPair by) {
    List<Object> content =
        List.of(by.getPublic(), notBefore, notAfter, oldSubject, String.join(",", oldNames));
    return CERTIFICATES.computeIfAbsent(content, any -> issued(by));
  }

  private X509Certificate issued(KeyPair by) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=CA"),
              BigInteger.TEN,
              Date.from(notBefore),
              Date.from(notAfter),
              new X500Name(oldSubject),
              OLD.getPublic());
      if (!oldNames.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            SubjectAltNames.encode(oldNames.stream().map(SubjectAltName::parse).toList()));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(by.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Csr csr() {
    return request.apply(
        Csr.of(newKey, subject)
            .alternativeNames(names)
            .keyUsage(keyUsage)
            .extendedKeyUsages(purposes));
  }

  VerificationRequest question() {
    byte[] csr = csr().der();
    PkiMessage sent =
        message.apply(
            PkiMessage.of(csr, RECIPIENT, new Signer(signer.getPrivate(), certificate(issuer)))
                .messageType("17"));
    byte[] bytes = sent.encoded();
    return question.apply(
        new VerificationRequest(
            endpoint,
            new TransactionId(sent.transactionId()),
            template,
            read(csr),
            Optional.of(Der.of(bytes)),
            Optional.of(contentKey(bytes)),
            Optional.empty(),
            Arrival.UNKNOWN));
  }

  static CertificationRequest read(byte[] csr) {
    try {
      return CertificationRequest.read(csr);
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  // What NDES gives away, even where NDES itself would have refused the message.
  private static ContentEncryptionKey contentKey(byte[] message) {
    try {
      byte[] envelope = (byte[]) new CMSSignedData(message).getSignedContent().getContent();
      EnvelopedData enveloped =
          EnvelopedData.getInstance(ContentInfo.getInstance(envelope).getContent());
      KeyTransRecipientInfo recipient =
          KeyTransRecipientInfo.getInstance(
              RecipientInfo.getInstance(enveloped.getRecipientInfos().getObjectAt(0)).getInfo());
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", PROVIDER);
      cipher.init(Cipher.DECRYPT_MODE, RA.getPrivate());
      return ContentEncryptionKey.of(cipher.doFinal(recipient.getEncryptedKey().getOctets()));
    } catch (CMSException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The enrolment of which the old certificate came. */
  EnrolmentView renewed() {
    return new EnrolmentView(
        ENROLMENT,
        new EndpointName("mscep"),
        new ChallengeId("2".repeat(32)),
        Sha256.of(OLD.getPublic().getEncoded()),
        "phone-1",
        "wifi",
        notBefore,
        Optional.of(recorded().thumbprint()));
  }

  Optional<RenewalTerms> terms() {
    return isDeployed
        ? Optional.of(
            new RenewalTerms(expected(), thresholdPercent, templatePeriod, grace, Optional.empty()))
        : Optional.empty();
  }

  Expectation expected() {
    try {
      return new Expectation(
          todaysEndpoint,
          "phone-1",
          "wifi",
          new TemplateName("ScepterDevice"),
          1,
          SubjectName.parse(todaysSubject),
          todaysNames.stream().map(SubjectAltName::parse).toList(),
          Optional.empty(),
          KeyUsageMask.GENERAL_PURPOSE,
          todaysPurposes,
          PublicKeyInfo.Algorithm.RSA,
          minimumKeyBits,
          Period.ofDays(100),
          false,
          Duration.ofMinutes(1));
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  /** What was opened for the new key at a time, when it had an hour to live. */
  ChallengeView opened(ChallengeState state, Instant at) {
    return new ChallengeView(
        Renewal.idOf(ENROLMENT, Sha256.of(newKey.getPublic().getEncoded())),
        state,
        expected(),
        at,
        at.plus(Duration.ofHours(1)),
        at,
        Optional.of(new ChallengeView.Binding(Sha256.of(newKey.getPublic().getEncoded()), at)),
        Optional.empty());
  }
}
