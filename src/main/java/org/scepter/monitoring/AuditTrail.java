package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import org.scepter.platform.Caller;
import org.scepter.platform.Happening;
import org.scepter.platform.Listener;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.RequestFacts;

/**
 * Keeps what components report, in the database transaction of the act itself: an act that cannot
 * be recorded does not happen. A node that uses no database writes it to its log.
 */
@ApplicationScoped
public class AuditTrail {
  private static final Logger LOG = System.getLogger(AuditTrail.class.getName());

  private final AuditKeeping keeping;
  private final HappeningCounts counts;
  private final PlatformSettings settings;
  private final RequestFacts facts;
  private final Clock clock;

  AuditTrail() {
    this(null, null, null, null, null);
  }

  @Inject
  public AuditTrail(
      AuditKeeping keeping,
      HappeningCounts counts,
      PlatformSettings settings,
      RequestFacts facts,
      Clock clock) {
    this.keeping = keeping;
    this.counts = counts;
    this.settings = settings;
    this.facts = facts;
    this.clock = clock;
  }

  void record(@Observes Happening happening) {
    AuditEntry entry = entry(happening);
    // Counted and told first: an alarm must be heard even if the act is rolled back.
    counts.count(happening);
    tell(entry);
    if (settings.usesDatabase()) {
      keeping.keep(entry);
    }
  }

  private AuditEntry entry(Happening happening) {
    String actor = Caller.SYSTEM.name();
    String listener = Listener.NONE.name();
    String address = "";
    try {
      actor = facts.caller().name();
      listener = facts.listener().name();
      address = facts.address();
    } catch (ContextNotActiveException e) {
      // Outside any request the system itself acts.
    }
    return new AuditEntry(
        0,
        clock.instant(),
        actor,
        listener,
        address,
        happening.action(),
        happening.object(),
        happening.outcome(),
        happening.reason(),
        happening.transaction());
  }

  private void tell(AuditEntry entry) {
    LOG.log(
        level(entry.outcome()),
        () ->
            "%s: %s %s by %s from %s%s%s"
                .formatted(
                    entry.outcome(),
                    entry.action(),
                    entry.object(),
                    entry.actor(),
                    entry.address().isEmpty() ? "this node" : entry.address(),
                    entry.reason().isEmpty() ? "" : ": " + entry.reason(),
                    entry.transaction().isEmpty() ? "" : " [" + entry.transaction() + "]"));
  }

  private Level level(Happening.Outcome outcome) {
    return switch (outcome) {
      case DONE -> settings.usesDatabase() ? Level.DEBUG : Level.INFO;
      case REFUSED -> Level.INFO;
      case FAILED, ALARM -> Level.WARNING;
    };
  }
}
