package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.pki.Der;
import org.scepter.pki.KeyOutOfReachException;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.CurrentTransaction;
import org.scepter.platform.Happening;
import org.scepter.platform.RequestFacts;
import org.scepter.scep.endpoint.Endpoint;

/**
 * Takes one pkiMessage from its bytes to its answer. Runs outside any transaction of the database,
 * so that no rollback behind it can take the answer away: what fails there becomes a signed
 * FAILURE.
 */
@ApplicationScoped
public class PkiOperation {
  private final RegistrationAuthority authority;
  private final Enrolling enrolling;
  private final IssuingAuthority issuingAuthority;
  private final Consumer<Happening> happenings;
  private final Supplier<String> address;

  PkiOperation() {
    this(null, null, null, null, () -> "");
  }

  @Inject
  public PkiOperation(
      RegistrationAuthority authority,
      Enrolling enrolling,
      IssuingAuthority issuingAuthority,
      Event<Happening> happenings,
      RequestFacts facts) {
    this(authority, enrolling, issuingAuthority, happenings::fire, facts::address);
  }

  PkiOperation(
      RegistrationAuthority authority,
      Enrolling enrolling,
      IssuingAuthority issuingAuthority,
      Consumer<Happening> happenings,
      Supplier<String> address) {
    this.authority = authority;
    this.enrolling = enrolling;
    this.issuingAuthority = issuingAuthority;
    this.happenings = happenings;
    this.address = address;
  }

  /**
   * @param bytes the message as it came, bounded, not empty
   * @return a CertRep, or a line of text with status 400 where nobody can be answered
   */
  Answer answer(Endpoint endpoint, byte[] bytes) {
    Der message = Der.of(bytes);
    OpenedMessage opened;
    try {
      opened = authority.read(endpoint, bytes);
    } catch (UnreadableException e) {
      OperationLog.unreadable(endpoint.name(), message, e.getMessage());
      Exchange.report(endpoint, "Unreadable: " + e.getMessage(), "", happenings);
      return Answer.plain(400, "Not a SCEP message: " + e.getMessage() + ".");
    }
    TransactionId transaction = opened.request().echo().transaction();
    return CurrentTransaction.during(transaction, () -> answer(endpoint, message, opened));
  }

  private Answer answer(Endpoint endpoint, Der message, OpenedMessage opened) {
    TransactionId transaction = opened.request().echo().transaction();
    opened
        .request()
        .clockDifference()
        .ifPresent(by -> OperationLog.clockDiffers(endpoint.name(), message, transaction, by));
    try {
      return Answer.ok(
          Answer.PKI_MESSAGE,
          signed(
              opened, new Exchange(endpoint, message, transaction, arrival(opened), happenings)));
    } catch (OutOfReachException | KeyOutOfReachException e) {
      OperationLog.nobodyInReach(endpoint.name(), message, transaction, e);
      return Answer.tryLater();
    }
  }

  private Arrival arrival(OpenedMessage opened) {
    return new Arrival(
        Optional.of(address.get()).filter(from -> !from.isEmpty()),
        opened.request().clockDifference());
  }

  private byte[] signed(OpenedMessage opened, Exchange exchange) {
    try {
      return opened.write(
          opened
              .request()
              .accept(
                  new RequestAnswers(exchange, opened, authority, enrolling, issuingAuthority)));
    } catch (OutOfReachException | KeyOutOfReachException e) {
      throw e;
    } catch (RuntimeException e) {
      String correlation = UUID.randomUUID().toString();
      OperationLog.ourFault(
          exchange.endpoint().name(), exchange.message(), exchange.transaction(), correlation, e);
      return opened.write(Denial.ourFault(correlation));
    }
  }
}
