package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;
import org.scepter.enrolment.Enrolling;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.protocol.ScepRequest;

/**
 * Takes one pkiMessage from its bytes to its answer. Runs outside any transaction of the database,
 * so that no rollback behind it can take the answer away: what fails there becomes a signed
 * FAILURE.
 */
@ApplicationScoped
public class PkiOperation {
  private final RegistrationAuthority authority;
  private final Enrolling enrolling;
  private final Consumer<Happening> happenings;

  PkiOperation() {
    this(null, null, (Consumer<Happening>) null);
  }

  @Inject
  public PkiOperation(
      RegistrationAuthority authority, Enrolling enrolling, Event<Happening> happenings) {
    this(authority, enrolling, happenings::fire);
  }

  PkiOperation(
      RegistrationAuthority authority, Enrolling enrolling, Consumer<Happening> happenings) {
    this.authority = authority;
    this.enrolling = enrolling;
    this.happenings = happenings;
  }

  /**
   * @param bytes the message as it came, bounded, not empty
   * @return a CertRep, or a line of text with status 400 where nobody can be answered
   */
  Answer answer(Endpoint endpoint, byte[] bytes) {
    Der message = Der.of(bytes);
    ScepRequest request;
    try {
      request = authority.read(endpoint, bytes);
    } catch (UnreadableException e) {
      OperationLog.unreadable(endpoint.name(), message, e.getMessage());
      Exchange.report(endpoint, "Unreadable: " + e.getMessage(), "", happenings);
      return Answer.plain(400, "Not a SCEP message: " + e.getMessage() + ".");
    }
    Exchange exchange = new Exchange(endpoint, message, request.echo().transaction(), happenings);
    return Answer.ok(Answer.PKI_MESSAGE, signed(request, exchange));
  }

  private byte[] signed(ScepRequest request, Exchange exchange) {
    try {
      return authority.write(
          request.accept(new RequestAnswers(exchange, authority, enrolling)), request.echo());
    } catch (RuntimeException e) {
      String correlation = UUID.randomUUID().toString();
      OperationLog.ourFault(
          exchange.endpoint().name(), exchange.message(), exchange.transaction(), correlation, e);
      return authority.write(Denial.ourFault(correlation), request.echo());
    }
  }
}
