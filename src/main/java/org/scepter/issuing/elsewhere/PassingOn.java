package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.Objections;
import org.scepter.issuing.SigningIntent;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Happening;

/** Passes on what was authorised: enter, send, compare, enter. */
@ApplicationScoped
public class PassingOn {
  private static final System.Logger LOG = System.getLogger(PassingOn.class.getName());

  private final OtherCa otherCa;
  private final Admission admission;
  private final OrderBook book;
  private final Provider provider;
  private final Clock clock;
  private final Event<Happening> happenings;

  PassingOn() {
    this.otherCa = null;
    this.admission = null;
    this.book = null;
    this.provider = null;
    this.clock = null;
    this.happenings = null;
  }

  @Inject
  public PassingOn(
      OtherCa otherCa,
      Admission admission,
      OrderBook book,
      Provider provider,
      Clock clock,
      Event<Happening> happenings) {
    this.otherCa = otherCa;
    this.admission = admission;
    this.book = book;
    this.provider = provider;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** As {@link org.scepter.enrolment.IssuingAuthority#requestAttributes}. */
  Optional<Der> requestAttributes(TemplateName template) {
    return admission.requestAttributes(template);
  }

  Optional<Refused> toBinding(
      Authorisation authorisation, CertificationRequest request, Instant now) {
    return Objections.toBinding(authorisation, request, now)
        .or(
            () ->
                authorisation
                    .issuingCa()
                    .filter(ca -> !ca.equals(otherCa.pinned().described().thumbprint()))
                    .map(
                        any ->
                            new Refused(
                                RefusalReason.RefusedByIssuingAuthority,
                                "the authorisation names another CA")));
  }

  Optional<Refused> toContent(Authorisation authorisation, CertificationRequest request) {
    return admission
        .toTemplate(authorisation, request, clock.instant())
        .or(() -> admission.objection(authorisation, request));
  }

  Optional<Issuance> given(Authorisation authorisation) {
    return book.given(authorisation);
  }

  Issuance issue(Authorisation authorisation, CertificationRequest request) {
    Turn turn = book.turn(authorisation);
    if (turn instanceof Turn.Settled settled) {
      return settled.issuance();
    }
    Predicate<Der> fits = came -> difference(came, authorisation, request).isEmpty();
    OtherAuthority authority = otherCa.authority();
    if (turn instanceof Turn.Send send) {
      Order order = send.order();
      OtherAnswer answer = authority.ask(authorisation, request, order.reference(), fits);
      return settle(order, answer, authorisation, request);
    }
    Order order = ((Turn.Ask) turn).order();
    OtherAnswer answer = authority.askAgain(authorisation, request, order.reference(), fits);
    return settle(order, answer, authorisation, request);
  }

  private Issuance settle(
      Order order, OtherAnswer answer, Authorisation authorisation, CertificationRequest request) {
    Judged judged = judged(answer, authorisation, request);
    Issuance settled = book.settle(order, judged, authorisation);
    if (judged instanceof Judged.Misfit misfit) {
      revoke(misfit, authorisation);
    }
    return settled;
  }

  private Judged judged(
      OtherAnswer answer, Authorisation authorisation, CertificationRequest request) {
    if (!(answer instanceof OtherAnswer.Given given)) {
      return new Judged.Open(answer);
    }
    Der certificate = given.certificate();
    Optional<String> difference = difference(certificate, authorisation, request);
    return difference.isPresent()
        ? new Judged.Misfit(certificate, difference.get())
        : new Judged.Fitting(certificate, recorded(certificate, authorisation));
  }

  private Optional<String> difference(
      Der certificate, Authorisation authorisation, CertificationRequest request) {
    return Comparison.difference(
        certificate,
        authorisation,
        request.publicKey(),
        otherCa.pinned(),
        clock.instant(),
        provider);
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  private SigningIntent recorded(Der certificate, Authorisation authorisation) {
    try {
      X509Certificate signed = X509.certificate(certificate);
      return new SigningIntent(
          authorisation.id(),
          otherCa.pinned().described().thumbprint(),
          new SerialNumber(signed.getSerialNumber()),
          authorisation.subject(),
          authorisation.keyDigest(),
          authorisation.profile(),
          authorisation.endpoint(),
          authorisation.template(),
          admission.versionFor(authorisation),
          signed.getNotBefore().toInstant(),
          signed.getNotAfter().toInstant(),
          certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was compared can be read", e);
    }
  }

  private void revoke(Judged.Misfit misfit, Authorisation authorisation) {
    String what =
        otherCa
            .authority()
            .revoke(misfit.certificate(), RevocationReason.CESSATION_OF_OPERATION)
            .detail();
    LOG.log(
        System.Logger.Level.ERROR,
        "enrolment "
            + authorisation.id()
            + ": a certificate that is not what was authorised was held back ("
            + misfit.why()
            + "); "
            + what);
    happenings.fire(
        Happening.alarm(
            "certificate.revoke",
            "certificate:" + misfit.certificate().thumbprint().hex(),
            what,
            authorisation.transaction().value()));
  }
}
