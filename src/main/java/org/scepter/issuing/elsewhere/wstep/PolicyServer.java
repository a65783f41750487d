package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.UnusableHomeException;
import org.w3c.dom.Document;

/** Reads from a policy service where templates are enrolled for (MS-XCEP), once an hour. */
final class PolicyServer implements Places {
  private static final System.Logger LOG = System.getLogger(PolicyServer.class.getName());
  private static final Duration FRESH = Duration.ofHours(1);
  // While the service is away.
  private static final Duration STALE = Duration.ofDays(1);
  // What an operator has just mended counts soon.
  private static final Duration DOUBTED = Duration.ofMinutes(1);

  private final URI address;
  private final SoapCalls calls;
  private final int authentication;
  private final Der pinned;
  private final Clock clock;
  private final Map<String, EnrolmentPolicy.Place> told = new ConcurrentHashMap<>();
  private volatile Held held;

  private record Held(EnrolmentPolicy policy, Instant at) {
    boolean isOlderThan(Duration age, Instant now) {
      return !now.isBefore(at.plus(age));
    }
  }

  /**
   * @param authentication {@link EnrolmentPolicy#BY_NAME} or {@link EnrolmentPolicy#BY_CERTIFICATE}
   * @param pinned the certificate of the CA that has to issue
   */
  PolicyServer(URI address, SoapCalls calls, int authentication, Der pinned, Clock clock) {
    this.address = address;
    this.calls = calls;
    this.authentication = authentication;
    this.pinned = pinned;
    this.clock = clock;
  }

  @Override
  public URI of(String template) throws NoPlaceException {
    try {
      return place(current(FRESH), template);
    } catch (NoPlaceException e) {
      Held doubted = held;
      boolean isFresh = doubted != null && !doubted.isOlderThan(DOUBTED, clock.instant());
      if (e.isUnknown() || isFresh) {
        throw e;
      }
      return place(current(DOUBTED), template);
    }
  }

  @Override
  public void refresh() throws NoPlaceException {
    held = new Held(fetched(), clock.instant());
  }

  private URI place(EnrolmentPolicy policy, String template) throws NoPlaceException {
    EnrolmentPolicy.Place place = policy.place(template, authentication, pinned);
    if (!place.equals(told.put(template, place))) {
      LOG.log(
          System.Logger.Level.INFO,
          "the policy service has template "
              + template
              + " ("
              + SoapCalls.words(place.oid() + ", version " + place.version())
              + ") enrolled for at "
              + place.address());
    }
    return place.address();
  }

  // Two callers may both ask; no caller waits for another one's call.
  private EnrolmentPolicy current(Duration age) throws NoPlaceException {
    Held known = held;
    Instant now = clock.instant();
    if (known != null && !known.isOlderThan(age, now)) {
      return known.policy();
    }
    try {
      Held read = new Held(fetched(), now);
      held = read;
      return read.policy();
    } catch (NoPlaceException e) {
      if (known == null || known.isOlderThan(STALE, now)) {
        throw e;
      }
      return known.policy();
    }
  }

  private EnrolmentPolicy fetched() throws NoPlaceException {
    try {
      SoapCalls.Answered answered = calls.send(address, Soap.GET_POLICIES, Soap::policies);
      if (!answered.isSoap()) {
        throw unknown("answers with no SOAP, status " + answered.answer().status());
      }
      Document document = BoundedXml.envelope(answered.answer().body());
      SoapAnswer soap = SoapAnswer.read(document);
      if (soap.relatesTo().filter(of -> !of.equals(answered.messageId())).isPresent()) {
        throw unknown("answers another message");
      }
      if (soap.fault().isPresent()) {
        SoapAnswer.Fault fault = soap.fault().get();
        throw unknown("says no: " + SoapCalls.words(fault.subcode() + " " + fault.words()));
      }
      return EnrolmentPolicy.read(document);
    } catch (CallFailedException | UnreadableException | UnusableHomeException e) {
      throw unknown("gives no answer: " + e.getMessage());
    }
  }

  private NoPlaceException unknown(String what) {
    return NoPlaceException.unknown("the policy service at " + address + " " + what);
  }
}
