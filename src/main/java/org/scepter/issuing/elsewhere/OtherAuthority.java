package org.scepter.issuing.elsewhere;

import java.util.List;
import java.util.function.Predicate;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;

/**
 * The other CA, by one protocol. Each call goes over a network, is over within its time limit, is
 * made outside of transactions, and throws nothing for what the other side does.
 */
public interface OtherAuthority {
  /**
   * Asks for a certificate. Two calls may bring two certificates.
   *
   * @param reference from {@link #reference}
   * @param fits whether a certificate is what was authorised, for protocols in which one has to be
   *     accepted or rejected before it counts
   */
  OtherAnswer ask(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits);

  /**
   * Asks what became of a request, in a way that brings no second certificate.
   *
   * @param reference that {@link OtherAnswer.Waiting} named, or with which it was asked
   */
  OtherAnswer askAgain(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits);

  /** The name by which this request can be asked after, fixed before it is sent; may be empty. */
  String reference(Authorisation authorisation);

  /**
   * Whether {@link #askAgain} may also be called where it is not known what became of a request.
   */
  boolean answersForUnclear();

  /** Whether asking again means to send the same request once more. */
  boolean asksByRequest();

  /** Whether it can be asked to revoke. */
  boolean revokes();

  /** Has a certificate revoked; asked twice, it does so once. */
  RevocationAnswer revoke(Der certificate, RevocationReason reason);

  /**
   * Looks whether the other CA answers, changing nothing.
   *
   * @return what is wrong, a line each
   */
  List<String> faults();
}
