package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.scepter.monitoring.store.AuditStore;
import org.scepter.platform.Caller;
import org.scepter.platform.Happening;

/**
 * Puts entries into the trail's table: all but those refusals of strangers that are beyond their
 * share. Alarms and whatever was done are always kept.
 */
@ApplicationScoped
public class AuditKeeping {
  /** Nodes relay what strangers send. */
  private static final String NODE = "node:";

  private final AuditStore store;
  private final StrangersAllowance strangers;

  AuditKeeping() {
    this.store = null;
    this.strangers = null;
  }

  @Inject
  public AuditKeeping(AuditStore store, MonitoringSettings settings) {
    this.store = store;
    this.strangers =
        new StrangersAllowance(settings.strangersBurst(), settings.strangersPerMinute());
  }

  void keep(AuditEntry entry) {
    if (!isStrangers(entry)) {
      store.append(entry);
      return;
    }
    StrangersAllowance.Share share = strangers.take(entry.actor(), entry.at());
    if (share.missed() > 0) {
      store.appendApart(onlyLogged(entry, share.missed()));
    }
    if (share.kept()) {
      store.append(entry);
    }
  }

  private static boolean isStrangers(AuditEntry entry) {
    return entry.outcome() == Happening.Outcome.REFUSED
        && (entry.actor().equals(Caller.ANYONE.name()) || entry.actor().startsWith(NODE));
  }

  private static AuditEntry onlyLogged(AuditEntry next, long missed) {
    return new AuditEntry(
        0,
        next.at(),
        Caller.SYSTEM.name(),
        next.listener(),
        "",
        "audit.append",
        "actor:" + next.actor(),
        Happening.Outcome.REFUSED,
        "TooMany: " + missed + " more refusals before this were only logged",
        "");
  }
}
