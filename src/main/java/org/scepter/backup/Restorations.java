package org.scepter.backup;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scepter.platform.Happening;

/** When this database was put back, and what followed from it. */
@ApplicationScoped
public class Restorations {
  private static final System.Logger LOG = System.getLogger(Restorations.class.getName());
  private static final String SELECT = "SELECT id, taken_at, restored_at FROM restoration ";

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  private final Event<Happening> happenings;
  private final Clock clock;

  Restorations() {
    this(null, null);
  }

  @Inject
  public Restorations(Event<Happening> happenings, Clock clock) {
    this.happenings = happenings;
    this.clock = clock;
  }

  /** The last one. */
  @Transactional
  public Optional<Restoration> last() {
    return found("ORDER BY restored_at DESC LIMIT 1").stream().findFirst();
  }

  /**
   * Ends what may have been used since the backup, for each restoration for which nobody has done
   * so yet; a killed server does it at its next start.
   */
  @Transactional
  public void settle() {
    // One row lock for each: of several servers the second waits and then finds nothing.
    for (Restoration each : found("WHERE settled_at IS NULL FOR UPDATE")) {
      try (Connection connection = dataSource.getConnection()) {
        Aftermath.Ended ended = Aftermath.settle(connection, each, clock.instant());
        String text = each.line() + "; " + ended.text();
        happenings.fire(
            new Happening("database.restore", "database", Happening.Outcome.DONE, text, ""));
        LOG.log(System.Logger.Level.WARNING, "the server was " + text);
      } catch (SQLException e) {
        throw new IllegalStateException("what follows from the restoration cannot be done", e);
      }
    }
  }

  private List<Restoration> found(String condition) {
    List<Restoration> found = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + condition);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Restoration(
                rows.getString(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                Instant.ofEpochMilli(rows.getLong(3))));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the restorations cannot be read", e);
    }
    return found;
  }
}
