package org.scepter.scep.protocol.cms;

import java.util.List;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.scepter.pki.Der;

/**
 * A degenerate (certs-only) SignedData: the answer to GetCACert with more than one certificate (RFC
 * 8894 §4.2.1.2), and what a SUCCESS is sealed around.
 */
public final class CertificateBundle {
  private static final byte[] SIGNED_DATA = Tlv.of(CMSObjectIdentifiers.signedData);
  private static final byte[] VERSION = Tlv.integer(1);
  private static final byte[] NO_DIGESTS = Tlv.set();
  private static final byte[] NO_CONTENT = Tlv.sequence(Tlv.of(CMSObjectIdentifiers.data));
  private static final byte[] NO_SIGNERS = Tlv.set();

  private CertificateBundle() {}

  /**
   * @param certificates at least one; their order is kept on the wire, which clients rely on
   *     although a SET has none. For GetCACert: RA signing, RA encryption, issuing CA, root.
   */
  public static byte[] of(List<Der> certificates) {
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a certificate bundle holds a certificate");
    }
    return degenerate(Tlv.context(0, certificates.stream().map(Der::bytes).toArray(byte[][]::new)));
  }

  /** What the answer to GetCRL is sealed around: the CRL alone (RFC 8894 §3.3.2.1). */
  public static byte[] ofCrl(Der crl) {
    return degenerate(Tlv.context(1, crl.bytes()));
  }

  private static byte[] degenerate(byte[] certificatesOrCrls) {
    return Tlv.sequence(
        SIGNED_DATA,
        Tlv.context(
            0, Tlv.sequence(VERSION, NO_DIGESTS, NO_CONTENT, certificatesOrCrls, NO_SIGNERS)));
  }
}
