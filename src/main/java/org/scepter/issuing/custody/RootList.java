package org.scepter.issuing.custody;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.platform.ScepterHome;

/** A CRL of the root (RFC 5280 §5) that was made where the root's key is. */
public final class RootList {
  /** The one that is published, relative to the home. */
  public static final String FILE = "ca/root.crl";

  /** The root's certificate, relative to the home. */
  public static final String ROOT = "certificates/ca-root.cer";

  private static final int MAX_LENGTH = 1 << 20;
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);
  private static final String NUMBER = "2.5.29.20";
  private static final String REASON = "2.5.29.21";

  private final X509CRL crl;

  private RootList(X509CRL crl) {
    this.crl = crl;
  }

  /**
   * @throws IOException if it is no CRL, too long, or only part of one
   */
  public static RootList read(byte[] der) throws IOException {
    if (der.length > MAX_LENGTH) {
      throw new IOException("the CRL is longer than " + MAX_LENGTH + " bytes");
    }
    try {
      X509CRL crl =
          (X509CRL)
              CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
      if (!java.util.Arrays.equals(crl.getEncoded(), der)) {
        throw new IOException("the file is more than a CRL in DER");
      }
      if (crl.hasUnsupportedCriticalExtension() || crl.getNextUpdate() == null) {
        throw new IOException("the CRL is not a full one with an end");
      }
      return new RootList(crl);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("the file is no CRL: " + e.getMessage(), e);
    }
  }

  /** The one that a home has. */
  public static Optional<RootList> of(ScepterHome home) throws IOException {
    Path file = home.resolve(FILE);
    return Files.exists(file) ? Optional.of(read(Files.readAllBytes(file))) : Optional.empty();
  }

  /** A home's root, whose key need not be there. */
  public static X509Certificate root(ScepterHome home) throws IOException {
    try {
      return X509.certificate(Der.of(Files.readAllBytes(home.resolve(ROOT))));
    } catch (GeneralSecurityException e) {
      throw new IOException(ROOT + " is no certificate: " + e.getMessage(), e);
    }
  }

  public X509CRL crl() {
    return crl;
  }

  /** Its CRL number; 0 without one. */
  public BigInteger number() {
    byte[] extension = crl.getExtensionValue(NUMBER);
    return extension == null
        ? BigInteger.ZERO
        : ASN1Integer.getInstance(ASN1OctetString.getInstance(extension).getOctets()).getValue();
  }

  List<RevocationListPlan.Entry> entries() {
    return revoked().stream()
        .map(
            each ->
                new RevocationListPlan.Entry(
                    new SerialNumber(each.getSerialNumber()),
                    each.getRevocationDate().toInstant(),
                    reason(each)))
        .toList();
  }

  private static int reason(X509CRLEntry entry) {
    byte[] extension = entry.getExtensionValue(REASON);
    return extension == null
        ? 0
        : ASN1Enumerated.getInstance(ASN1OctetString.getInstance(extension).getOctets())
            .intValueExact();
  }

  private Set<? extends X509CRLEntry> revoked() {
    Set<? extends X509CRLEntry> revoked = crl.getRevokedCertificates();
    return revoked == null ? Set.of() : revoked;
  }

  void requireSignedBy(X509Certificate root) throws IOException {
    try {
      if (!crl.getIssuerX500Principal().equals(root.getSubjectX500Principal())) {
        throw new IOException("the CRL is of another CA: " + crl.getIssuerX500Principal());
      }
      crl.verify(root.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IOException("the CRL is not signed by this home's root", e);
    }
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's CRLs have no other
  void requireInDate(Instant now) throws IOException {
    if (crl.getThisUpdate().toInstant().isAfter(now.plus(MAX_SKEW))) {
      throw new IOException("the CRL is of the future: " + crl.getThisUpdate().toInstant());
    }
    if (!now.isBefore(crl.getNextUpdate().toInstant())) {
      throw new IOException("the CRL has ended: " + crl.getNextUpdate().toInstant());
    }
  }

  void requireToFollow(RootList before) throws IOException {
    if (number().compareTo(before.number()) <= 0) {
      throw new IOException(
          "the CRL's number " + number() + " is not above " + before.number() + ", the last one's");
    }
    for (X509CRLEntry each : before.revoked()) {
      if (crl.getRevokedCertificate(each.getSerialNumber()) == null) {
        throw new IOException(
            "the CRL forgets that "
                + each.getSerialNumber().toString(16)
                + " was revoked; make it with the last one as the previous");
      }
    }
  }
}
