package org.scepter.scep.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.EnrolmentRequest;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.EstText;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.CurrentTransaction;
import org.scepter.platform.Happening;
import org.scepter.platform.RequestFacts;
import org.scepter.scep.BoundedBody;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.scep.protocol.PkiMessageLimits;

/**
 * Takes one request from its bytes to its answer, by the same way as SCEP's PKCSReq. Nothing of it
 * is kept: a device that is told to wait sends the same request again (RFC 7030 §4.2.3), which the
 * registration point knows by its challenge and key.
 */
@ApplicationScoped
public class EstEnrolment {
  private static final System.Logger LOG = System.getLogger(EstEnrolment.class.getName());
  private static final String ACTION = "est.enrol";
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final PkiMessageLimits limits;
  private final Enrolling enrolling;
  private final Consumer<Happening> happenings;
  private final Supplier<String> address;

  EstEnrolment() {
    this(null, null, null, () -> "");
  }

  @Inject
  public EstEnrolment(
      ScepSettings settings, Enrolling enrolling, Event<Happening> happenings, RequestFacts facts) {
    this(settings.limits(), enrolling, happenings::fire, facts::address);
  }

  EstEnrolment(
      PkiMessageLimits limits,
      Enrolling enrolling,
      Consumer<Happening> happenings,
      Supplier<String> address) {
    this.limits = limits;
    this.enrolling = enrolling;
    this.happenings = happenings;
    this.address = address;
  }

  /**
   * @param password what came by HTTP Basic
   * @param declared the Content-Length, negative if there is none
   */
  EstAnswer enrol(
      EstLabels.Named named,
      String operation,
      Optional<ChallengePassword> password,
      InputStream body,
      long declared) {
    EndpointName endpoint = named.endpoint().name();
    int longest = EstText.maxLength(limits.request().maxBytes());
    try {
      Optional<byte[]> text = BoundedBody.read(body, declared, longest);
      if (text.isEmpty()) {
        return unreadable(
            endpoint, operation, 413, "the request is longer than " + longest + " bytes");
      }
      CertificationRequest request = request(text.get(), password);
      return request.challengePassword().filter(secret -> !secret.isEmpty()).isEmpty()
          ? withoutChallenge(endpoint, operation)
          : enrol(named, operation, request);
    } catch (IOException e) {
      return unreadable(endpoint, operation, 400, "the request ended early");
    } catch (UnreadableException e) {
      return unreadable(endpoint, operation, 400, e.getMessage());
    }
  }

  private CertificationRequest request(byte[] text, Optional<ChallengePassword> password)
      throws UnreadableException {
    CertificationRequest request =
        CertificationRequest.read(EstText.decode(text), limits.request());
    PublicKeyInfo key = request.publicKey();
    if (!limits.keys().admit(key)) {
      throw new UnreadableException(
          "a key of " + key.algorithm() + " with " + key.bits() + " bits is not accepted");
    }
    return password.isPresent() ? request.presenting(password.get()) : request;
  }

  private EstAnswer enrol(EstLabels.Named named, String operation, CertificationRequest request) {
    // The same request is the same transaction, so that its repetitions are found in the logs.
    TransactionId transaction = new TransactionId("est-" + request.der().sha256().hex());
    EndpointName endpoint = named.endpoint().name();
    try {
      return CurrentTransaction.during(
          transaction,
          () ->
              enrolling
                  .enrol(asked(named, transaction, request))
                  .accept(new EstIssuance(operation, endpoint, transaction)));
    } catch (OutOfReachException | KeyOutOfReachException e) {
      EstLog.nobodyInReach(operation, endpoint, transaction, e);
      return EstAnswer.later(
          503, "Temporarily unavailable: send the same request again later.", RETRY);
    }
  }

  private EnrolmentRequest asked(
      EstLabels.Named named, TransactionId transaction, CertificationRequest request) {
    return new EnrolmentRequest(
        named.endpoint().name(),
        named.templates(),
        transaction,
        request,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Arrival(Optional.of(address.get()).filter(from -> !from.isEmpty()), Optional.empty()));
  }

  // Clients ask so at first to learn how to bring it: no failure of anybody.
  private static EstAnswer withoutChallenge(EndpointName endpoint, String operation) {
    EstLog.operation(operation, endpoint, 401);
    return EstAnswer.asking();
  }

  // An audit trail that cannot be written is its own alarm; the device is answered all the same.
  private EstAnswer unreadable(EndpointName endpoint, String operation, int status, String why) {
    EstLog.unreadable(operation, endpoint, status, why);
    try {
      happenings.accept(
          Happening.refused(ACTION, "endpoint:" + endpoint, "Unreadable: " + why, ""));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a refusal could not be reported", e);
    }
    return EstAnswer.plain(status, "Not acceptable: " + why + ".");
  }
}
