package org.scepter.issuing.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.scepter.pki.TemplateName;

/**
 * The templates of the database, looked at once a second: what this server changed counts at once,
 * what another one did within that second.
 */
@ApplicationScoped
public class StoredTemplates implements TemplatesInForce {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Known NOTHING = new Known(new Templates(List.of()), Instant.MIN, -1);

  private final TemplateRecords records;
  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();
  private volatile Known known = NOTHING;

  StoredTemplates() {
    this(null, null);
  }

  @Inject
  public StoredTemplates(TemplateRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  private record Known(Templates templates, Instant lookedAt, long changes) {
    boolean holds(Instant now, long seen) {
      return changes == seen && !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK_EVERY));
    }
  }

  @Override
  public Templates now() {
    Known held = known;
    return held.holds(clock.instant(), changes.get()) ? held.templates() : look();
  }

  // Whoever reads while a change commits keeps what it read for nobody after it.
  private Templates look() {
    long seen = changes.get();
    Instant at = clock.instant();
    Templates found = new Templates(records.all());
    known = new Known(found, at, seen);
    return found;
  }

  @Override
  public Optional<Template> inForce(TemplateName name, int authorised) {
    Optional<Template> held = now().find(name);
    return held.filter(Template::published).filter(t -> t.version() >= authorised).isPresent()
        ? held
        : look().find(name);
  }

  @Override
  public Optional<Template> version(TemplateName name, int version) {
    return records.version(name, version);
  }

  void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) TemplatesChanged change) {
    changes.incrementAndGet();
  }
}
