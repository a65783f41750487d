package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.registrationpoint.outside.OutsideNotices;

/** Notices by enrolment. */
@ApplicationScoped
public class OutsideNoticeStore implements OutsideNotices {
  static final String FIND = "SELECT reason, detail FROM outside_notice WHERE enrolment_id = ?1";

  static final String KEEP =
      """
      INSERT INTO outside_notice (enrolment_id, reason, detail, told_at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO NOTHING
      """;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  @Override
  public Optional<Taken> find(EnrolmentId id) {
    List<?> rows = entities.createNativeQuery(FIND).setParameter(1, id.hex()).getResultList();
    return rows.stream().findFirst().map(row -> read((Object[]) row));
  }

  private static Taken read(Object[] row) {
    String reason = (String) row[0];
    return new Taken(
        reason.isEmpty()
            ? Optional.empty()
            : Optional.of(new Refused(RefusalReason.valueOf(reason), (String) row[1])));
  }

  @Override
  public void keep(EnrolmentId id, Taken taken, Instant now) {
    entities
        .createNativeQuery(KEEP)
        .setParameter(1, id.hex())
        .setParameter(2, taken.refusal().map(why -> why.reason().name()).orElse(""))
        .setParameter(3, taken.refusal().map(Refused::detail).orElse(""))
        .setParameter(4, now.toEpochMilli())
        .executeUpdate();
  }
}
