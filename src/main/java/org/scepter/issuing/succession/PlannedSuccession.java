package org.scepter.issuing.succession;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.InfrastructureImport;
import org.scepter.issuing.Succession;
import org.scepter.platform.Happening;
import org.scepter.platform.UnusableHomeException;

/** Schedules the next issuing CA in the running server and calls it off, as the command does. */
@ApplicationScoped
public class PlannedSuccession {
  private static final String NEXT = "authority:next";

  private final Successors successors;
  private final AuthorityKeys keys;
  private final InfrastructureImport infrastructure;
  private final Event<Happening> happenings;

  PlannedSuccession() {
    this(null, null, null, null);
  }

  @Inject
  public PlannedSuccession(
      Successors successors,
      AuthorityKeys keys,
      InfrastructureImport infrastructure,
      Event<Happening> happenings) {
    this.successors = successors;
    this.keys = keys;
    this.infrastructure = infrastructure;
    this.happenings = happenings;
  }

  /** What the command {@code rollover} does; the new certificates stand in the book at once. */
  @Transactional
  public Planned schedule(Takeover wanted) {
    return told("authority.schedule", () -> successors.schedule(wanted));
  }

  /** What the command {@code withdraw-rollover} does. */
  @Transactional
  public Planned withdraw() {
    return told("authority.withdraw", successors::withdraw);
  }

  private interface Act {
    Planned run() throws IOException;
  }

  private Planned told(String action, Act act) {
    Planned planned;
    try {
      planned = act.run();
    } catch (IOException e) {
      throw new UnusableHomeException("ca/ and ra/ cannot be written: " + e.getMessage());
    }
    planned.done().ifPresent(succession -> done(action, succession));
    planned
        .objection()
        .ifPresent(
            why ->
                happenings.fire(
                    Happening.refused(action, NEXT, why + ": " + planned.detail(), "")));
    return planned;
  }

  private void done(String action, Succession succession) {
    keys.lookAgain();
    infrastructure.takeAll();
    happenings.fire(
        new Happening(
            action,
            "authority:" + succession.number(),
            Happening.Outcome.DONE,
            "takes over at "
                + succession.activeFrom()
                + ", the one before retires at "
                + succession.previousRetiresAt(),
            ""));
  }
}
