package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.scep.protocol.Capability;
import org.scepter.scep.protocol.GetMessage;

/** What an endpoint answers to GET, HEAD and POST, in values. */
@ApplicationScoped
public class ScepFace {
  private final ScepSettings settings;
  private final CaCertificates certificates;
  private final PkiOperation pkiOperation;

  ScepFace() {
    this(null, null, null);
  }

  @Inject
  public ScepFace(ScepSettings settings, CaCertificates certificates, PkiOperation pkiOperation) {
    this.settings = settings;
    this.certificates = certificates;
    this.pkiOperation = pkiOperation;
  }

  /**
   * @param rawQuery the query as it came, null without one
   */
  Answer get(String name, String rawQuery) {
    return at(
        name,
        rawQuery,
        (endpoint, query) ->
            query.operation() == Operation.PKI_OPERATION
                ? pkiOperation.answer(endpoint, message(query))
                : harmless(endpoint, query.operation()));
  }

  /** As GET, but a message is left alone: a HEAD has no effect. */
  Answer head(String name, String rawQuery) {
    return at(name, rawQuery, (endpoint, query) -> harmless(endpoint, query.operation()));
  }

  /**
   * @param declared the Content-Length, negative if there is none
   */
  Answer post(String name, String rawQuery, InputStream body, long declared) {
    return at(
        name,
        rawQuery,
        (endpoint, query) ->
            query.operation() == Operation.PKI_OPERATION
                ? posted(endpoint, body, declared)
                : turnedAway(name, 400, "only PKIOperation takes a POST"));
  }

  /** What an endpoint does with a query. */
  private interface Act {
    Answer at(Endpoint endpoint, ScepQuery query) throws UnreadableException;
  }

  private Answer at(String name, String rawQuery, Act act) {
    Optional<Endpoint> endpoint = settings.endpoint(name);
    if (endpoint.isEmpty()) {
      return turnedAway(name, 404, "there is no such endpoint");
    }
    try {
      return act.at(endpoint.get(), ScepQuery.read(rawQuery));
    } catch (UnreadableException e) {
      return undecodable(name, 400, e.getMessage());
    }
  }

  private Answer posted(Endpoint endpoint, InputStream body, long declared) {
    String name = endpoint.name().value();
    if (!endpoint.dialect().allowPost()) {
      return turnedAway(name, 405, "this endpoint takes GET alone");
    }
    Optional<byte[]> message;
    try {
      message = BoundedBody.read(body, declared, settings.maxMessageBytes());
    } catch (IOException e) {
      return undecodable(name, 400, "the message ended early");
    }
    if (message.isEmpty()) {
      return undecodable(
          name, 413, "the message is longer than " + settings.maxMessageBytes() + " bytes");
    }
    if (message.get().length == 0) {
      return undecodable(name, 400, "the message is empty");
    }
    return pkiOperation.answer(endpoint, message.get());
  }

  private byte[] message(ScepQuery query) throws UnreadableException {
    Optional<String> message = query.message();
    if (message.isEmpty()) {
      throw new UnreadableException("the query has no message");
    }
    return GetMessage.decode(message.get(), settings.maxMessageBytes());
  }

  /** The operations that change nothing, whoever asks. */
  private Answer harmless(Endpoint endpoint, Operation operation) {
    Answer answer =
        switch (operation) {
          case BARE_URL -> bareUrl(endpoint);
          case GET_CA_CAPS -> capabilities(endpoint);
          case GET_CA_CERT -> caCertificates(endpoint);
          case GET_NEXT_CA_CERT ->
              certificates
                  .next()
                  .map(next -> Answer.ok(Answer.NEXT_CA_CERTIFICATES, next.bytes()))
                  .orElse(Answer.plain(404, "There is no next CA certificate."));
          case PKI_OPERATION -> Answer.plain(405, "PKIOperation takes GET and POST.");
        };
    OperationLog.operation(operation, endpoint.name(), answer.status());
    return answer;
  }

  private Answer capabilities(Endpoint endpoint) {
    boolean nextCaKnown = certificates.next().isPresent();
    return Answer.ok(
        Answer.CAPABILITIES, Capability.text(endpoint.dialect().capabilities(nextCaKnown)));
  }

  private Answer caCertificates(Endpoint endpoint) {
    Optional<byte[]> bundle = certificates.bundle(endpoint);
    if (bundle.isEmpty()) {
      OperationLog.noCaCertificate(endpoint.name());
    }
    return bundle
        .map(bytes -> Answer.ok(Answer.CA_RA_CERTIFICATES, bytes))
        .orElse(Answer.plain(503, "The CA's certificates are not known yet."));
  }

  /**
   * NDES answers 403 while its policy module is loaded, and its page while it is not; both are what
   * administrators and monitoring look for.
   */
  private Answer bareUrl(Endpoint endpoint) {
    if (endpoint.authority().hidesBareUrl()) {
      return Answer.plain(403, "Forbidden: this address is for devices that speak SCEP.");
    }
    Optional<Der> ca = certificates.issuingCa();
    return ca.isEmpty()
        ? Answer.plain(503, "The CA's certificates are not known yet.")
        : Answer.ok(Answer.HTML, InformationPage.of(endpoint, ca.get()));
  }

  private static Answer turnedAway(String name, int status, String why) {
    OperationLog.turnedAway(name, status, why);
    return notAcceptable(status, why);
  }

  private static Answer undecodable(String name, int status, String why) {
    OperationLog.undecodable(name, status, why);
    return notAcceptable(status, why);
  }

  private static Answer notAcceptable(int status, String why) {
    return Answer.plain(status, "Not acceptable: " + why + ".");
  }
}
