package org.scepter.platform.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.scepter.pki.Hex;

/**
 * Leases by which one of the nodes on a database runs a job. A lease ends by time alone, so a
 * killed node gives it up; nodes whose clocks differ by more than a lease's length may overlap,
 * which jobs have to bear.
 */
@ApplicationScoped
public class JobLeases {
  public static final String EXTEND =
      """
      UPDATE job_lease SET holder = ?1, held_until = ?2
        WHERE name = ?3 AND (held_until <= ?4 OR holder = ?5)
      """;

  public static final String INSERT =
      """
      INSERT INTO job_lease (name, holder, held_until) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  private final String holder;

  JobLeases() {
    this.holder = null;
  }

  @Inject
  public JobLeases(SecureRandom random) {
    byte[] name = new byte[16];
    random.nextBytes(name);
    this.holder = Hex.encode(name);
  }

  /**
   * Takes or extends a lease. The row count of a conditional statement decides, so of any number of
   * nodes that try at once one gets it.
   *
   * @return whether this node has it until {@code until}
   */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean take(String name, Instant now, Instant until) {
    return extend(name, now, until) || insert(name, until);
  }

  /**
   * As {@link #take}, nearly to the job's next run, so that the other nodes leave this one's work
   * alone until then.
   */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean takeToNextRun(String name, Instant now, Duration interval) {
    return take(name, now, now.plus(interval.multipliedBy(9).dividedBy(10)));
  }

  private boolean extend(String name, Instant now, Instant until) {
    return entities
            .createNativeQuery(EXTEND)
            .setParameter(1, holder)
            .setParameter(2, until.toEpochMilli())
            .setParameter(3, name)
            .setParameter(4, now.toEpochMilli())
            .setParameter(5, holder)
            .executeUpdate()
        == 1;
  }

  private boolean insert(String name, Instant until) {
    return entities
            .createNativeQuery(INSERT)
            .setParameter(1, name)
            .setParameter(2, holder)
            .setParameter(3, until.toEpochMilli())
            .executeUpdate()
        == 1;
  }
}
