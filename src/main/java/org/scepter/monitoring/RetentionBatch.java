package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import org.scepter.platform.Retained;

/**
 * Commits each batch, so that a long run neither fills the log of changes nor is lost as a whole.
 */
@ApplicationScoped
public class RetentionBatch implements RetentionRun.Batch {
  @Override
  @Transactional(TxType.REQUIRES_NEW)
  public int delete(Retained kind, Instant before, int limit) {
    return kind.delete(before, limit);
  }
}
