package org.scepter.issuing.est;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;

/** Certificates as EST sends them: a degenerate SignedData (RFC 7030 §4.1.3, RFC 5272). */
public final class CertsOnly {
  private CertsOnly() {}

  /** DER of a SignedData without signers around {@code certificates}, in their order. */
  public static Der of(List<Der> certificates) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (Der each : certificates) {
        generator.addCertificate(new X509CertificateHolder(each.bytes()));
      }
      return Der.of(generator.generate(new CMSAbsentContent()).toASN1Structure().getEncoded("DER"));
    } catch (IOException | CMSException e) {
      throw new IllegalArgumentException("certificates that were read can be bundled", e);
    }
  }

  /**
   * The certificates of a message whose length the caller has bounded.
   *
   * @throws UnreadableException if it is no certs-only message
   */
  public static List<Der> read(byte[] bytes) throws UnreadableException {
    return read(bytes, false);
  }

  /**
   * The same where the message may have signers, of which nobody takes note: what counts is the
   * signature of a certificate.
   *
   * @throws UnreadableException if it is no SignedData
   */
  public static List<Der> contained(byte[] bytes) throws UnreadableException {
    return read(bytes, true);
  }

  private static List<Der> read(byte[] bytes, boolean maySign) throws UnreadableException {
    try {
      CMSSignedData bundle = new CMSSignedData(new ByteArrayInputStream(bytes));
      if (!maySign && bundle.getSignerInfos().size() != 0) {
        throw new UnreadableException("a certs-only message has no signer");
      }
      List<Der> certificates = new ArrayList<>();
      for (X509CertificateHolder each : bundle.getCertificates().getMatches(null)) {
        certificates.add(Der.of(each.getEncoded()));
      }
      return certificates;
    } catch (IOException | CMSException | RuntimeException e) {
      throw new UnreadableException("no certs-only message", e);
    }
  }
}
