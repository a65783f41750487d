package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.Generation;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/** What devices may ask of the CA's book by GetCert and GetCRL (RFC 8894 §3.3.4). */
@ApplicationScoped
public class Publications {
  private final CertificateRecords records;
  private final RevocationLists lists;
  private final AuthorityKeys keys;

  Publications() {
    this(null, null, null);
  }

  @Inject
  public Publications(CertificateRecords records, RevocationLists lists, AuthorityKeys keys) {
    this.records = records;
    this.lists = lists;
    this.keys = keys;
  }

  /** A device's certificate that was issued at {@code endpoint}. */
  @Transactional
  public Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
    return records.find(serial).stream()
        .filter(view -> view.kind() == CertificateView.Kind.ENROLMENT)
        .filter(view -> view.endpoint().equals(endpoint.value()))
        .flatMap(view -> view.certificate().stream())
        .filter(certificate -> issuerOf(certificate).equals(issuer))
        .findFirst();
  }

  /**
   * The CRL of the CA that issued a certificate of the book, whoever has it; also of a CA that has
   * retired. About a number that was never used no CRL says anything.
   */
  @Transactional
  public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
    Optional<Authority> ca =
        records.find(serial).stream()
            .filter(view -> isIssuedBy(issuer, view))
            .flatMap(view -> authority(view).stream())
            .findFirst();
    return ca.map(this::revocationList)
        .orElseGet(
            () ->
                RevocationListAnswer.refused(
                    RefusalReason.CertificateUnknown,
                    "no certificate of this number is on record"));
  }

  private static boolean isIssuedBy(SubjectName issuer, CertificateView view) {
    return view.certificate().filter(found -> issuerOf(found).equals(issuer)).isPresent();
  }

  private Optional<Authority> authority(CertificateView view) {
    return keys.published().stream()
        .map(Generation::authority)
        .filter(ca -> ca.certificate().thumbprint().equals(view.issuer()))
        .findFirst();
  }

  private RevocationListAnswer revocationList(Authority ca) {
    return lists
        .current(ca)
        .map(list -> RevocationListAnswer.of(list.crl()))
        .orElseGet(
            () ->
                RevocationListAnswer.refused(
                    RefusalReason.TemporarilyUnavailable,
                    "the CRL has ended and cannot be signed"));
  }

  private static SubjectName issuerOf(Der certificate) {
    try {
      return name(Certificate.getInstance(certificate.bytes()).getIssuer().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a certificate of the book can be read", e);
    }
  }

  private static SubjectName name(byte[] der) {
    try {
      return SubjectName.fromDer(der);
    } catch (UnreadableException e) {
      throw new IllegalStateException("a name of the book can be read", e);
    }
  }
}
