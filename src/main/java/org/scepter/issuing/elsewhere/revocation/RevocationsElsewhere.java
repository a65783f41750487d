package org.scepter.issuing.elsewhere.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.elsewhere.OtherCaHealth;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.issuing.revocation.IssuedElsewhere;
import org.scepter.platform.Happening;

/** Enters revocations of certificates that no CA of this home has issued. */
@ApplicationScoped
public class RevocationsElsewhere implements IssuedElsewhere {
  static final String ACTION = "certificate.revoke-elsewhere";

  private final AuthorityKeys keys;
  private final OtherCaHealth otherCa;
  private final RevocationOrderBook book;
  private final Event<Happening> happenings;

  RevocationsElsewhere() {
    this(null, null, null, null);
  }

  @Inject
  public RevocationsElsewhere(
      AuthorityKeys keys,
      OtherCaHealth otherCa,
      RevocationOrderBook book,
      Event<Happening> happenings) {
    this.keys = keys;
    this.otherCa = otherCa;
    this.book = book;
    this.happenings = happenings;
  }

  @Override
  public void revoked(CertificateView certificate, Instant at) {
    if (isOurs(certificate)) {
      return;
    }
    State state = otherCa.revokes() ? State.OPEN : State.BY_HAND;
    if (book.enter(certificate.id(), state, at) && state == State.BY_HAND) {
      happenings.fire(
          new Happening(
              ACTION,
              "certificate:" + certificate.serial().hex(),
              Happening.Outcome.FAILED,
              "ByHand: " + cannot(),
              ""));
    }
  }

  @Override
  public Optional<String> advice(CertificateView certificate) {
    if (isOurs(certificate)) {
      return Optional.empty();
    }
    return Optional.of(
        otherCa.revokes()
            ? "the CA that issued it, " + otherCa.name() + ", is told to revoke it as well"
            : cannot());
  }

  private String cannot() {
    String who = otherCa.isThere() ? otherCa.name() : "another CA than this server's";
    return "the CA that issued it, " + who + ", cannot be told: revoke it there";
  }

  private boolean isOurs(CertificateView certificate) {
    return keys.recordedBy(certificate.issuer()).isPresent();
  }
}
