package org.scepter.registrationpoint.authority;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectAltNames;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.CertificateFacts;
import org.scepter.registrationpoint.Expectation;

/** Whether a certificate that was issued is the one that was authorised. */
public final class CertificateRules {
  // Longer than any template backdates; a lifetime is counted from the issuing.
  private static final Duration SLACK = Duration.ofDays(2);

  private CertificateRules() {}

  /**
   * @throws UnreadableException if it is no certificate
   */
  public static CertificateFacts read(Der certificate) throws UnreadableException {
    X509CertificateHolder holder = holder(certificate);
    return new CertificateFacts(
        certificate.thumbprint(),
        new SerialNumber(holder.getSerialNumber()),
        holder.getNotBefore().toInstant(),
        holder.getNotAfter().toInstant());
  }

  /** What does not fit, or empty if all does. */
  public static Optional<String> misfit(
      Der certificate, Sha256 key, Expectation expected, Instant now) throws UnreadableException {
    X509CertificateHolder holder = holder(certificate);
    try {
      return Optional.ofNullable(misfitOf(holder, key, expected, now)).map(Details::of);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the certificate's content cannot be read", e);
    }
  }

  /** How the subject of a certificate differs from what is expected; empty if it does not. */
  static Optional<String> subjectMisfit(Der certificate, Expectation expected)
      throws UnreadableException {
    try {
      SubjectName subject = SubjectName.fromDer(holder(certificate).getSubject().getEncoded("DER"));
      return subject.equals(expected.subject())
          ? Optional.empty()
          : Optional.of("the old subject is " + subject + ", today's " + expected.subject());
    } catch (IOException e) {
      throw new UnreadableException("the certificate's subject cannot be read", e);
    }
  }

  /** How its subject alternative names do. */
  static Optional<String> altNameMisfit(Der certificate, Expectation expected)
      throws UnreadableException {
    try {
      Extensions extensions = holder(certificate).getExtensions();
      boolean same =
          extensions == null
              ? expected.subjectAltNames().isEmpty()
              : sameNames(extensions, expected);
      return same
          ? Optional.empty()
          : Optional.of("the old subject alternative names are not today's");
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the certificate's names cannot be read", e);
    }
  }

  private static String misfitOf(
      X509CertificateHolder holder, Sha256 key, Expectation expected, Instant now)
      throws IOException, UnreadableException {
    if (!Sha256.of(holder.getSubjectPublicKeyInfo().getEncoded("DER")).equals(key)) {
      return "another public key";
    }
    SubjectName subject = SubjectName.fromDer(holder.getSubject().getEncoded("DER"));
    if (!subject.equals(expected.subject())) {
      return "subject " + subject + " instead of " + expected.subject();
    }
    Instant latest = now.atZone(ZoneOffset.UTC).plus(expected.validity()).toInstant().plus(SLACK);
    if (holder.getNotAfter().toInstant().isAfter(latest)) {
      return "it ends at " + holder.getNotAfter().toInstant() + ", later than authorised";
    }
    return holder.getExtensions() == null
        ? "it has no extensions"
        : misfitOf(holder.getExtensions(), expected);
  }

  private static String misfitOf(Extensions extensions, Expectation expected) throws IOException {
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    if (constraints != null && constraints.isCA()) {
      return "it is a CA's certificate";
    }
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    if (usage == null
        || usage.getBytes().length != 1
        || (usage.getBytes()[0] & 0xff) != expected.keyUsage().bits()) {
      return "another key usage";
    }
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
    Set<String> issued = purposes == null ? Set.of() : oids(purposes.getUsages());
    if (!issued.equals(Set.copyOf(expected.extendedKeyUsages()))) {
      return "extended key usages " + issued + " instead of " + expected.extendedKeyUsages();
    }
    return sameNames(extensions, expected) ? null : "other subject alternative names";
  }

  private static Set<String> oids(KeyPurposeId[] purposes) {
    return new HashSet<>(Arrays.stream(purposes).map(KeyPurposeId::getId).toList());
  }

  private static boolean sameNames(Extensions extensions, Expectation expected) throws IOException {
    GeneralNames issued = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    Set<String> present = issued == null ? new HashSet<>() : encodings(issued);
    Set<String> wanted = encodings(expected.subjectAltNames());
    // The authorised SID may be issued as an extension or as a SAN.
    if (expected.securityIdentifier().isPresent()) {
      String own = SecurityIdentifier.TAG + expected.securityIdentifier().get();
      Set<String> account = encodings(List.of(new SubjectAltName(SubjectAltName.Kind.URI, own)));
      present.removeAll(account);
      wanted.removeAll(account);
    }
    return present.equals(wanted);
  }

  private static Set<String> encodings(List<SubjectAltName> names) throws IOException {
    return names.isEmpty() ? new HashSet<>() : encodings(SubjectAltNames.encode(names));
  }

  private static Set<String> encodings(GeneralNames names) throws IOException {
    Set<String> all = new HashSet<>();
    for (GeneralName name : names.getNames()) {
      all.add(Hex.encode(name.getEncoded("DER")));
    }
    return all;
  }

  private static X509CertificateHolder holder(Der certificate) throws UnreadableException {
    try {
      return new X509CertificateHolder(certificate.bytes());
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("this is no certificate", e);
    }
  }
}
