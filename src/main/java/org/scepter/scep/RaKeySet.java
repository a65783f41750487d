package org.scepter.scep;

import java.util.List;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectName;
import org.scepter.platform.ra.RaSet;
import org.scepter.scep.protocol.CertRepWriter;
import org.scepter.scep.protocol.RaDecryptionKey;

/**
 * The registration authority's two keys of one set: one opens requests, one signs answers.
 *
 * @param set its number, and the generation of the CA that certified them
 * @param decryption opens requests
 * @param writer signs answers
 * @param issuer who certified them
 * @param certificates the signing certificate, then the one to which requests are encrypted
 * @param issuers of the signing certificate up to the root, nearest first
 */
record RaKeySet(
    RaSet set,
    RaDecryptionKey decryption,
    CertRepWriter writer,
    SubjectName issuer,
    List<Der> certificates,
    List<Der> issuers) {
  RaKeySet {
    issuers = List.copyOf(issuers);
    certificates = List.copyOf(certificates);
  }

  int number() {
    return set.number();
  }

  int generation() {
    return set.generation();
  }
}
