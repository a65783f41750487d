package org.scepter.issuing.remote;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import org.scepter.pki.Der;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.UnexpectedAnswerException;

/** A CRL that a CA inside gives. */
record GivenList(Der der, X509CRL parsed) {
  /** Longest one that is read. */
  static final int MAX_LENGTH = 67_108_864;

  /**
   * @throws UnexpectedAnswerException if the answer is none
   */
  static GivenList read(PeerAnswer answer) throws UnexpectedAnswerException {
    if (!answer.is(200, "application/pkix-crl")) {
      throw UnexpectedAnswerException.of(answer);
    }
    try {
      Der der = Der.of(answer.bytes());
      return new GivenList(
          der,
          (X509CRL)
              CertificateFactory.getInstance("X.509")
                  .generateCRL(new ByteArrayInputStream(der.bytes())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw none();
    }
  }

  static UnexpectedAnswerException none() {
    return new UnexpectedAnswerException("what it gives for a CRL is none");
  }
}
