package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.registrationpoint.node.NdesTerms;

/** What NDES servers are registered with, by their names. Every call needs a transaction. */
@ApplicationScoped
public class NdesServerStore {
  static final String ADD = "INSERT INTO ndes_server (name) VALUES (?1) ON CONFLICT DO NOTHING";
  static final String HOLD = "SELECT name FROM ndes_server WHERE name = ?1 FOR UPDATE";
  static final String SET =
      """
      UPDATE ndes_server SET public_url = NULLIF(?1, ''), endpoints = NULLIF(?2, '')
      WHERE name = ?3\
      """;
  static final String WITHOUT_RA_KEYS = "SELECT name FROM ndes_server WHERE ra_keys = FALSE";
  static final String REACHABLE =
      """
      SELECT s.name, s.public_url, s.endpoints FROM ndes_server s
      WHERE s.public_url IS NOT NULL AND (
        EXISTS (SELECT 1 FROM ndes_registration r WHERE r.name = s.name AND r.ended = FALSE
          AND r.not_after > ?1)
        OR EXISTS (SELECT 1 FROM ndes_issuer i WHERE i.name = s.name AND i.ended = FALSE))
      ORDER BY s.name\
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** Nobody else registers or changes this name before the caller's transaction ends. */
  public void hold(String name) {
    entities.createNativeQuery(ADD).setParameter(1, name).executeUpdate();
    entities.createNativeQuery(HOLD).setParameter(1, name).getResultList();
  }

  /** For a name that is held. */
  public void set(String name, NdesTerms terms) {
    entities
        .createNativeQuery(SET)
        .setParameter(1, terms.publicUrl().map(URI::toString).orElse(""))
        .setParameter(2, terms.joinedEndpoints().orElse(""))
        .setParameter(3, name)
        .executeUpdate();
  }

  /** Says whether a name that is held gets the RA's keys. */
  public void giveRaKeys(String name, boolean given) {
    entities
        .createNativeQuery("UPDATE ndes_server SET ra_keys = ?1 WHERE name = ?2")
        .setParameter(1, given)
        .setParameter(2, name)
        .executeUpdate();
  }

  /** Names that do not get the RA's keys; all others do. */
  public Set<String> withoutRaKeys() {
    List<?> names = entities.createNativeQuery(WITHOUT_RA_KEYS).getResultList();
    return names.stream().map(String.class::cast).collect(Collectors.toSet());
  }

  /** All names that are here. */
  public Map<String, NdesTerms> all() {
    return terms(
        entities
            .createNativeQuery("SELECT name, public_url, endpoints FROM ndes_server ORDER BY name")
            .getResultList());
  }

  /** Those with a public URL that may ask at {@code now} or later, by name. */
  public Map<String, NdesTerms> reachable(Instant now) {
    return terms(
        entities.createNativeQuery(REACHABLE).setParameter(1, now.toEpochMilli()).getResultList());
  }

  private static Map<String, NdesTerms> terms(List<?> rows) {
    Map<String, NdesTerms> all = new LinkedHashMap<>();
    for (Object each : rows) {
      Object[] row = (Object[]) each;
      all.put(
          (String) row[0],
          new NdesTerms(
              Optional.ofNullable((String) row[1]).map(URI::create),
              Optional.ofNullable((String) row[2]).map(NdesTerms::endpoints)));
    }
    return all;
  }
}
