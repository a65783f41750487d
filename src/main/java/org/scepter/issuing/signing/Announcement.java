package org.scepter.issuing.signing;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.scepter.pki.Der;

/** Tells of the CA that comes next in the name of the current one (RFC 8894 §4.7.1). */
public final class Announcement {
  private Announcement() {}

  /**
   * SignedData of definite lengths, signed by {@code current}, around a degenerate SignedData with
   * {@code certificates}. They stand in the outer one as well, where jscep looks for them.
   *
   * @param certificates the next CA's chain and its RA's certificates
   */
  public static Der of(Issuer current, Der currentCertificate, List<Der> certificates) {
    try {
      CMSSignedDataGenerator inner = new CMSSignedDataGenerator();
      CMSSignedDataGenerator outer = new CMSSignedDataGenerator();
      for (Der each : certificates) {
        X509CertificateHolder certificate = new X509CertificateHolder(each.bytes());
        inner.addCertificate(certificate);
        outer.addCertificate(certificate);
      }
      outer.addSignerInfoGenerator(
          new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
              .build(
                  current.key().contentSigner(),
                  new X509CertificateHolder(currentCertificate.bytes())));
      CMSSignedData degenerate = inner.generate(new CMSProcessableByteArray(new byte[0]), false);
      CMSProcessableByteArray content =
          new CMSProcessableByteArray(degenerate.toASN1Structure().getEncoded("DER"));
      return Der.of(outer.generate(content, true).toASN1Structure().getEncoded("DER"));
    } catch (IOException | CMSException | OperatorCreationException e) {
      throw new IllegalStateException("certificates that were read can be announced", e);
    }
  }
}
