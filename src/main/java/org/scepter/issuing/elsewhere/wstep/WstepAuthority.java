package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.elsewhere.ElsewhereSettings;
import org.scepter.issuing.elsewhere.OtherAnswer;
import org.scepter.issuing.elsewhere.OtherAuthority;
import org.scepter.issuing.elsewhere.PinnedAuthority;
import org.scepter.issuing.elsewhere.RevocationAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.issuing.est.CertsOnly;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.UnusableHomeException;

/** {@code RequestSecurityToken} for a new certificate and for what became of one. */
public final class WstepAuthority implements OtherAuthority {
  private final ElsewhereSettings settings;
  private final PinnedAuthority pinned;
  private final Asker asker;
  private final Places places;
  private final SoapCalls calls;

  WstepAuthority(
      ElsewhereSettings settings,
      PinnedAuthority pinned,
      Asker asker,
      Places places,
      SoapCalls calls) {
    this.settings = settings;
    this.pinned = pinned;
    this.asker = asker;
    this.places = places;
    this.calls = calls;
  }

  @Override
  public OtherAnswer ask(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    String template = named(authorisation);
    try {
      return exchanged(places.of(template), asker.token(request.der(), template), request);
    } catch (NoPlaceException e) {
      return e.isUnknown()
          ? new OtherAnswer.NotAsked(e.getMessage())
          : new OtherAnswer.Declined(e.getMessage());
    } catch (UnusableHomeException e) {
      return new OtherAnswer.NotAsked(e.getMessage());
    }
  }

  private String named(Authorisation authorisation) {
    return settings.named(authorisation.template()).orElse(authorisation.template().value());
  }

  @Override
  public OtherAnswer askAgain(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    try {
      return exchanged(places.of(named(authorisation)), Soap.query(reference), request);
    } catch (NoPlaceException e) {
      // Whatever the policy says by now, the CA has the request and may issue.
      return new OtherAnswer.NotAsked(e.getMessage());
    }
  }

  private OtherAnswer exchanged(URI to, String token, CertificationRequest request) {
    try {
      SoapCalls.Answered answered = sent(to, token);
      return answered.isSoap()
          ? read(SoapAnswer.read(answered.answer().body()), answered.messageId(), request)
          : refused(answered.answer().status());
    } catch (CallFailedException e) {
      return e.mayHaveBeenHeard()
          ? new OtherAnswer.Unclear(e.getMessage())
          : new OtherAnswer.NotAsked(e.getMessage());
    } catch (UnreadableException e) {
      return new OtherAnswer.Unclear(e.getMessage());
    } catch (UnusableHomeException e) {
      return new OtherAnswer.NotAsked(e.getMessage());
    }
  }

  private SoapCalls.Answered sent(URI to, String token) throws CallFailedException {
    return calls.send(to, Soap.ACTION, heading -> Soap.message(heading, token));
  }

  private static OtherAnswer refused(int status) {
    if (status == 503 || status == 429) {
      return new OtherAnswer.NotAsked("the service is busy, status " + status);
    }
    return status >= 300 && status < 500
        ? new OtherAnswer.Declined("the service says no, status " + status)
        : new OtherAnswer.Unclear("the service answered with no SOAP, status " + status);
  }

  private OtherAnswer read(SoapAnswer answer, String messageId, CertificationRequest request) {
    if (answer.relatesTo().filter(of -> !of.equals(messageId)).isPresent()) {
      return new OtherAnswer.Unclear("the answer is to another message");
    }
    if (answer.fault().isPresent()) {
      return fault(answer.fault().get());
    }
    Optional<Der> certificate = certificate(answer, request);
    if (certificate.isPresent()) {
      return new OtherAnswer.Given(certificate.get());
    }
    return answer.requestId().isPresent()
        ? new OtherAnswer.Waiting(settings.retryAfter(), answer.requestId().get())
        : new OtherAnswer.Unclear(
            "the answer has neither a certificate nor a number: "
                + SoapCalls.words(answer.disposition()));
  }

  private static OtherAnswer fault(SoapAnswer.Fault fault) {
    String words = SoapCalls.words(fault.subcode() + " " + fault.words());
    return fault.isByTheCa() || fault.isOurs()
        ? new OtherAnswer.Declined("the CA says no: " + words)
        : new OtherAnswer.Unclear("the service failed: " + words);
  }

  /** The one with the requested key; if there is none, any that is not the CA's own. */
  private Optional<Der> certificate(SoapAnswer answer, CertificationRequest request) {
    List<Der> all = new ArrayList<>();
    answer.tokens().forEach(token -> all.addAll(certificates(token)));
    all.removeAll(pinned.chain());
    return all.stream()
        .filter(each -> isFor(each, request))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  // What waits has a token without a certificate.
  private static List<Der> certificates(SoapAnswer.Token token) {
    try {
      return token.isCertificate()
          ? List.of(Der.of(token.content()))
          : CertsOnly.contained(token.content());
    } catch (UnreadableException | IllegalArgumentException e) {
      return List.of();
    }
  }

  private static boolean isFor(Der certificate, CertificationRequest request) {
    try {
      return java.util.Arrays.equals(
          org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.bytes())
              .getSubjectPublicKeyInfo()
              .getEncoded("DER"),
          request.publicKey().spki().bytes());
    } catch (java.io.IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public String reference(Authorisation authorisation) {
    return "";
  }

  @Override
  public boolean answersForUnclear() {
    return false;
  }

  @Override
  public boolean asksByRequest() {
    return false;
  }

  @Override
  public boolean revokes() {
    return false;
  }

  @Override
  public RevocationAnswer revoke(Der certificate, RevocationReason reason) {
    return RevocationAnswer.notPossible(
        "AD CS's web service cannot revoke: it has to be revoked at the CA");
  }

  /**
   * Asks where each template is enrolled for, and what became of a request that there is not; a no
   * of the CA's will do.
   */
  @Override
  public List<String> faults() {
    Set<String> faults = new LinkedHashSet<>();
    try {
      places.refresh();
    } catch (NoPlaceException e) {
      faults.add(e.getMessage());
    }
    Set<URI> addresses = new LinkedHashSet<>();
    Collection<String> templates = settings.templates().values();
    for (String template : templates.isEmpty() ? List.of("") : templates) {
      try {
        addresses.add(places.of(template));
      } catch (NoPlaceException e) {
        // Which ones are asked for nobody knows where none is named.
        if (e.isUnknown() || !template.isEmpty()) {
          faults.add(e.getMessage());
        }
      }
    }
    addresses.forEach(each -> fault(each).ifPresent(faults::add));
    return List.copyOf(faults);
  }

  private Optional<String> fault(URI address) {
    try {
      SoapCalls.Answered answered = sent(address, Soap.query("0"));
      if (!answered.isSoap()) {
        return Optional.of(
            "The service answers with no SOAP, status " + answered.answer().status() + ".");
      }
      return SoapAnswer.read(answered.answer().body())
          .fault()
          .filter(fault -> !fault.isByTheCa())
          .map(fault -> "The service: " + SoapCalls.words(fault.subcode() + " " + fault.words()));
    } catch (CallFailedException | UnreadableException | UnusableHomeException e) {
      return Optional.of("The service gives no answer: " + e.getMessage());
    }
  }
}
