package org.scepter.scep;

import java.util.List;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectName;
import org.scepter.scep.protocol.CertRepWriter;
import org.scepter.scep.protocol.RaDecryptionKey;

/**
 * The registration authority's two keys of one generation: one opens requests, one signs answers.
 *
 * @param number that of the CA's generation that certified them
 * @param decryption opens requests
 * @param writer signs answers
 * @param issuer who certified them
 * @param certificates the signing certificate, then the one to which requests are encrypted
 */
record RaKeySet(
    int number,
    RaDecryptionKey decryption,
    CertRepWriter writer,
    SubjectName issuer,
    List<Der> certificates) {
  RaKeySet {
    certificates = List.copyOf(certificates);
  }
}
