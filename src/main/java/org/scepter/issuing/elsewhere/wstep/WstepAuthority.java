package org.scepter.issuing.elsewhere.wstep;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.elsewhere.ElsewhereSettings;
import org.scepter.issuing.elsewhere.OtherAnswer;
import org.scepter.issuing.elsewhere.OtherAuthority;
import org.scepter.issuing.elsewhere.PinnedAuthority;
import org.scepter.issuing.elsewhere.RevocationAnswer;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.CallAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.issuing.est.CertsOnly;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.UnusableHomeException;

/** {@code RequestSecurityToken} for a new certificate and for what became of one. */
public final class WstepAuthority implements OtherAuthority {
  private static final String TYPE = "application/soap+xml";
  private static final int MAX_WORDS = 200;

  private final ElsewhereSettings settings;
  private final PinnedAuthority pinned;
  private final Asker asker;
  private final BoundedHttp http;
  private final Clock clock;

  WstepAuthority(
      ElsewhereSettings settings,
      PinnedAuthority pinned,
      Asker asker,
      BoundedHttp http,
      Clock clock) {
    this.settings = settings;
    this.pinned = pinned;
    this.asker = asker;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public OtherAnswer ask(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    String template =
        settings.named(authorisation.template()).orElse(authorisation.template().value());
    try {
      return exchanged(asker.token(request.der(), template), request);
    } catch (UnusableHomeException e) {
      return new OtherAnswer.NotAsked(e.getMessage());
    }
  }

  @Override
  public OtherAnswer askAgain(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    return exchanged(Soap.query(reference), request);
  }

  private OtherAnswer exchanged(String token, CertificationRequest request) {
    try {
      String messageId = "urn:uuid:" + UUID.randomUUID();
      CallAnswer answer = sent(token, messageId);
      return answer.isOf(TYPE)
          ? read(SoapAnswer.read(answer.body()), messageId, request)
          : refused(answer.status());
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

  private CallAnswer sent(String token, String messageId) throws CallFailedException {
    return http.post(
        settings.url(),
        Map.of("Content-Type", TYPE + "; charset=utf-8; action=\"" + Soap.ACTION + "\""),
        Soap.message(token, messageId, settings.url(), asker.account(), clock.instant()));
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
            "the answer has neither a certificate nor a number: " + words(answer.disposition()));
  }

  private static OtherAnswer fault(SoapAnswer.Fault fault) {
    String words = fault.subcode() + " " + words(fault.words());
    return fault.isByTheCa() || fault.isOurs()
        ? new OtherAnswer.Declined("the CA says no: " + words)
        : new OtherAnswer.Unclear("the service failed: " + words);
  }

  private static String words(String text) {
    String masked =
        text.replaceAll("[^ -~]", " ").replaceAll("[A-Za-z0-9+/=_-]{40,}", "***").strip();
    return masked.substring(0, Math.min(MAX_WORDS, masked.length()));
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

  /** Asks what became of a request that there is not; a no of the CA's will do. */
  @Override
  public List<String> faults() {
    try {
      String messageId = "urn:uuid:" + UUID.randomUUID();
      CallAnswer answer = sent(Soap.query("0"), messageId);
      if (!answer.isOf(TYPE)) {
        return List.of("The service answers with no SOAP, status " + answer.status() + ".");
      }
      return SoapAnswer.read(answer.body())
          .fault()
          .filter(fault -> !fault.isByTheCa())
          .map(fault -> "The service: " + fault.subcode() + " " + words(fault.words()))
          .stream()
          .toList();
    } catch (CallFailedException | UnreadableException | UnusableHomeException e) {
      return List.of("The service gives no answer: " + e.getMessage());
    }
  }
}
