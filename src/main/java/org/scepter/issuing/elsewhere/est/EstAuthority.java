package org.scepter.issuing.elsewhere.est;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.issuing.est.CertsOnly;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.UnusableHomeException;

/**
 * {@code simpleenroll} (RFC 7030 §4.2) as an RA: the device's own PKCS#10, octet for octet, since
 * its signature is the device's proof of possession. EST takes a challengePassword for tls-unique
 * (§3.5), which a device's is not; a client certificate with id-kp-cmcRA tells the CA that an RA
 * asks, for whom it does not look at that.
 */
public final class EstAuthority implements OtherAuthority {
  private static final String CMC_RA = "1.3.6.1.5.5.7.3.28";
  private static final String PATH = "/.well-known/est/";
  private static final int MAX_WORDS = 200;

  private final ElsewhereSettings settings;
  private final PinnedAuthority pinned;
  private final BoundedHttp http;
  private final TlsContexts tls;

  public EstAuthority(
      ElsewhereSettings settings, PinnedAuthority pinned, BoundedHttp http, TlsContexts tls) {
    this.settings = settings;
    this.pinned = pinned;
    this.http = http;
    this.tls = tls;
  }

  @Override
  public OtherAnswer ask(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    URI address = address(authorisation.template(), "simpleenroll");
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encode(request.der().bytes());
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/pkcs10",
            "Content-Transfer-Encoding", "base64",
            "Accept", "application/pkcs7-mime");
    try {
      return read(http.post(address, headers, body));
    } catch (CallFailedException e) {
      return e.mayHaveBeenHeard()
          ? new OtherAnswer.Unclear(e.getMessage())
          : new OtherAnswer.NotAsked(e.getMessage());
    }
  }

  private URI address(TemplateName template, String operation) {
    String label = settings.named(template).map(name -> name.replace(" ", "%20") + "/").orElse("");
    return URI.create(settings.url() + PATH + label + operation);
  }

  private OtherAnswer read(CallAnswer answer) {
    int status = answer.status();
    if (status == 200) {
      return answer.isOf("application/pkcs7-mime")
          ? certificate(answer)
          : new OtherAnswer.Unclear("the CA answered 200 with something else than certificates");
    }
    if (status == 202) {
      return new OtherAnswer.Waiting(retryAfter(answer), "");
    }
    if (status == 429 || status == 503) {
      return new OtherAnswer.NotAsked("the CA is busy, status " + status);
    }
    // A redirect, no such label, no such client, no such request: nothing was issued.
    return status >= 300 && status < 500
        ? new OtherAnswer.Declined("the CA says no, status " + status + words(answer))
        : new OtherAnswer.Unclear("the CA failed, status " + status);
  }

  private Duration retryAfter(CallAnswer answer) {
    return answer.retryAfterSeconds().isPresent()
        ? Duration.ofSeconds(answer.retryAfterSeconds().getAsInt())
        : settings.retryAfter();
  }

  // What a person may read (§4.2.3), without what could be a part of the request.
  private static String words(CallAnswer answer) {
    if (!answer.isOf("text/plain")) {
      return "";
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    String masked =
        text.replaceAll("[^ -~]", " ").replaceAll("[A-Za-z0-9+/=_-]{40,}", "***").strip();
    return masked.isEmpty() ? "" : ": " + masked.substring(0, Math.min(MAX_WORDS, masked.length()));
  }

  private OtherAnswer certificate(CallAnswer answer) {
    try {
      List<Der> certificates = CertsOnly.read(Base64.getMimeDecoder().decode(answer.body()));
      Optional<Der> issued = certificates.stream().filter(each -> !isOfTheChain(each)).findFirst();
      if (issued.isPresent() && certificates.size() <= pinned.chain().size() + 1) {
        return new OtherAnswer.Given(issued.get());
      }
      return new OtherAnswer.Unclear("the CA answered 200 with other certificates than one");
    } catch (UnreadableException | IllegalArgumentException e) {
      return new OtherAnswer.Unclear("the CA answered 200 with what is no certificate");
    }
  }

  // Some servers add their own certificates, against §4.2.3.
  private boolean isOfTheChain(Der certificate) {
    return pinned.chain().contains(certificate);
  }

  // The same request again is how EST asks (§4.2.3).
  @Override
  public OtherAnswer askAgain(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    return ask(authorisation, request, reference, fits);
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
    return true;
  }

  @Override
  public boolean revokes() {
    return false;
  }

  @Override
  public RevocationAnswer revoke(Der certificate, RevocationReason reason) {
    return RevocationAnswer.notPossible("EST cannot revoke: it has to be revoked at the CA");
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    try {
      shown(tls.shown(), faults);
      CallAnswer answer = http.get(URI.create(settings.url() + PATH + "cacerts"), Map.of());
      if (answer.status() != 200 || !answer.isOf("application/pkcs7-mime")) {
        faults.add("The CA's cacerts answers with status " + answer.status() + ".");
      } else if (!CertsOnly.read(Base64.getMimeDecoder().decode(answer.body()))
          .contains(pinned.chain().get(0))) {
        faults.add(
            "The CA no longer names the pinned certificate among its own: is ca-file out of"
                + " date?");
      }
    } catch (CallFailedException e) {
      faults.add("The CA cannot be reached: " + e.getMessage());
    } catch (UnreadableException | IllegalArgumentException e) {
      faults.add("The CA's cacerts gives no certificates.");
    } catch (UnusableHomeException e) {
      faults.add(e.getMessage());
    }
    return faults;
  }

  private static void shown(Optional<KeyEntry> key, List<String> faults) {
    if (key.isEmpty()) {
      faults.add("No client certificate is set: client-key.");
      return;
    }
    X509Certificate certificate = key.get().certificate();
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (purposes == null || !purposes.contains(CMC_RA)) {
        faults.add(
            "The client certificate is not for RAs (id-kp-cmcRA, 1.3.6.1.5.5.7.3.28): the CA may"
                + " refuse requests for the challenge in them.");
      }
      certificate.checkValidity();
    } catch (GeneralSecurityException e) {
      faults.add("The client certificate is not in date: " + e.getMessage());
    }
  }
}
