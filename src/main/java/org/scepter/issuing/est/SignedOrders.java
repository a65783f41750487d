package org.scepter.issuing.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.PinnedCertificates;

/**
 * Accepts what another server shows: an authorisation that a pinned registration point signed for
 * exactly the node that shows it. Whatever is wrong with the authorisation is 403 and stands in the
 * audit; what speaks against the request is the CA's own answer.
 */
@ApplicationScoped
public class SignedOrders {
  private static final String ACTION = "est.simpleenroll";

  private final PinnedCertificates registrationPoints;
  private final Event<Happening> happenings;
  private final Provider provider;
  private final Clock clock;

  SignedOrders() {
    this.registrationPoints = null;
    this.happenings = null;
    this.provider = null;
    this.clock = null;
  }

  @Inject
  public SignedOrders(
      ScepterHome home, Event<Happening> happenings, Provider provider, Clock clock) {
    this.registrationPoints = new PinnedCertificates(home.resolve("certmgr.box"), clock);
    this.happenings = happenings;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * @param label what the URL names
   * @param header the header {@code Scepter-Authorisation}; null if there is none
   * @param asker the client certificate that asks
   */
  Result<Authorised> accept(String label, String header, Thumbprint asker) {
    Authorisation given;
    try {
      given = signed(header).verify(registrationPoints.all(), clock.instant(), provider);
    } catch (UnreadableException e) {
      return refused(e.getMessage(), "");
    }
    Optional<String> misuse = misuse(given, label, asker);
    return misuse.isPresent()
        ? refused(misuse.get(), given.transaction().value())
        : Result.of(new Authorised(given));
  }

  private static SignedAuthorisation signed(String header) throws UnreadableException {
    if (header == null) {
      throw new UnreadableException("there is no header " + EstResource.AUTHORISATION);
    }
    return SignedAuthorisation.parse(header.strip());
  }

  private static Optional<String> misuse(Authorisation given, String label, Thumbprint asker) {
    if (!given.askedBy().equals(Optional.of(asker))) {
      return Optional.of("the authorisation was given to another client certificate");
    }
    return given.template().value().equals(label)
        ? Optional.empty()
        : Optional.of("the authorisation is for template " + given.template());
  }

  private Result<Authorised> refused(String why, String transaction) {
    happenings.fire(
        Happening.refused(
            ACTION, "authorisation", EstResource.NOT_ACCEPTED + ": " + why, transaction));
    return Result.refused(
        new Problem(403, EstResource.NOT_ACCEPTED, "Not accepted: " + why + ".", List.of()));
  }
}
