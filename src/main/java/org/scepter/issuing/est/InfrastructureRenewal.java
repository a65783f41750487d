package org.scepter.issuing.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.scepter.issuing.CertificateView;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltNames;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.peer.NodeCertificateRenewed;

/**
 * Renews a certificate of Scepter itself (RFC 7030 §4.2.2): asked for over TLS by the certificate
 * that is to be renewed, which proves its key, under exactly its names. Everything else is as in
 * the old one; the key may be a new one.
 */
@ApplicationScoped
public class InfrastructureRenewal {
  private static final String ACTION = "est.simplereenroll";
  private static final String NOT_RENEWABLE = "NotRenewable";
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;

  // More than answers get lost in an hour; a thief of a node's key makes about as many rows, and
  // not more for each call, since only those at one moment may pass together.
  private static final int HOURLY = 20;

  private final InfrastructureBook book;
  private final InfrastructureIssuing issuing;
  private final Event<Happening> happenings;
  private final Event<NodeCertificateRenewed> renewals;
  private final Provider provider;

  InfrastructureRenewal() {
    this(null, null, null, null, null);
  }

  @Inject
  public InfrastructureRenewal(
      InfrastructureBook book,
      InfrastructureIssuing issuing,
      Event<Happening> happenings,
      Event<NodeCertificateRenewed> renewals,
      Provider provider) {
    this.book = book;
    this.issuing = issuing;
    this.happenings = happenings;
    this.renewals = renewals;
    this.provider = provider;
  }

  /**
   * @param shown the client certificate of the connection, in date and trusted
   */
  @Transactional
  public Result<Der> renew(CertificationRequest request, X509Certificate shown) {
    Optional<CertificateView> old = book.inForce(shown);
    return old.isEmpty()
        ? refused("the certificate is none of Scepter's own, or revoked")
        : renew(request, shown, old.get());
  }

  /**
   * Renews a TLS certificate of the node whose client certificate the connection shows.
   *
   * @param proof {@link RenewalProof}, in base64
   */
  @Transactional
  public Result<Der> renew(CertificationRequest request, X509Certificate shown, String proof) {
    X509Certificate replaced;
    try {
      replaced = RenewalProof.verify(proof, request, provider);
    } catch (UnreadableException e) {
      return refused(e.getMessage());
    }
    Optional<CertificateView> node = book.inForce(shown);
    Optional<CertificateView> old = book.inForce(replaced);
    if (node.isEmpty() || old.isEmpty() || !book.isInDate(old.get())) {
      return refused("the certificate is none of Scepter's own, revoked or out of date");
    }
    return old.get().purpose().matches(Pattern.quote(node.get().purpose()) + "-tls-[a-z]+")
        ? renew(request, replaced, old.get())
        : refused("the certificate is not for this node's TLS");
  }

  private Result<Der> renew(
      CertificationRequest request, X509Certificate shown, CertificateView old) {
    if (!request.isSignedByItsKey(provider, false)) {
      return refused("the request is not signed by its key");
    }
    if (!NodeCertificates.isTaken(request.publicKey())) {
      return refused("keys are RSA of 2048 to 4096 bits that are not weak, or elliptic");
    }
    if (request.asksToBeCa()) {
      return refused("the request asks for a CA's certificate");
    }
    if (!isSubject(request, shown) || !areNames(request, shown)) {
      return refused("the request is under other names than the certificate");
    }
    if (book.recent(old.purpose()) >= HOURLY) {
      return refused(TOO_MANY, "there were " + HOURLY + " such certificates within an hour");
    }
    Der certificate = issuing.renew(old, request, shown);
    X509Certificate renewed = InfrastructureIssuing.parse(certificate);
    renewals.fire(new NodeCertificateRenewed(shown, renewed));
    happenings.fire(
        Happening.done(
            ACTION,
            "certificate:"
                + new SerialNumber(renewed.getSerialNumber()).hex()
                + " "
                + old.purpose(),
            ""));
    return Result.of(certificate);
  }

  private static boolean isSubject(CertificationRequest request, X509Certificate shown) {
    return Arrays.equals(
        request.subject().der().bytes(), shown.getSubjectX500Principal().getEncoded());
  }

  private static boolean areNames(CertificationRequest request, X509Certificate shown) {
    byte[] extension = shown.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (extension == null || request.subjectAltNames().isEmpty()) {
      return extension == null && request.subjectAltNames().isEmpty();
    }
    try {
      return Arrays.equals(
          ASN1OctetString.getInstance(extension).getOctets(),
          SubjectAltNames.encode(request.subjectAltNames()).getEncoded("DER"));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private Result<Der> refused(String why) {
    return refused(UNPROCESSABLE, why);
  }

  private Result<Der> refused(int status, String why) {
    happenings.fire(Happening.refused(ACTION, "certificate", NOT_RENEWABLE + ": " + why, ""));
    return Result.refused(
        new Problem(status, NOT_RENEWABLE, "Not renewed: " + why + ".", List.of()));
  }
}
