package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.status.Standing;
import org.scepter.issuing.status.Standings;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/** Reads how certificates stand from tables {@code certificate} and {@code revocation}. */
@ApplicationScoped
public class JpaStandings implements Standings {
  /** Of certificates that were signed; of what is only recorded nobody has any. */
  static final String FIND =
      """
      SELECT c.serial, r.revoked_at, r.reason
      FROM certificate c LEFT JOIN revocation r ON r.certificate_id = c.id
      WHERE c.issuer = ?1 AND c.state = 'ISSUED' AND c.serial IN (%s)\
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  @Transactional
  public Map<SerialNumber, Standing> of(
      Thumbprint issuer, Collection<SerialNumber> serials, Instant now) {
    Query query = entities.createNativeQuery(statement(serials.size()));
    query.setParameter(1, issuer.hex());
    int place = 2;
    for (SerialNumber serial : serials) {
      query.setParameter(place++, serial.hex());
    }
    List<?> rows = query.getResultList();
    Map<SerialNumber, Standing> found = new HashMap<>();
    for (Object row : rows) {
      Object[] values = (Object[]) row;
      found.put(SerialNumber.parse((String) values[0]), standing(values, now));
    }
    return found;
  }

  static String statement(int serials) {
    StringBuilder places = new StringBuilder("?2");
    for (int place = 3; place < 2 + serials; place++) {
      places.append(", ?").append(place);
    }
    return FIND.formatted(places);
  }

  private static Standing standing(Object[] row, Instant now) {
    if (row[1] == null) {
      return Standing.good();
    }
    Instant at = Instant.ofEpochMilli(((Number) row[1]).longValue());
    return at.isAfter(now)
        ? Standing.good()
        : Standing.revoked(at, RevocationReason.valueOf((String) row[2]));
  }
}
