package org.scepter.joining.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;

/** The RA's key sets, each sealed to a registered certificate. Every call needs a transaction. */
@ApplicationScoped
public class KeyCopyStore {
  static final String ADD =
      """
      INSERT INTO ra_key_copy (number, certificate, envelope)
      VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING\
      """;
  static final String FORGET =
      """
      DELETE FROM ra_key_copy WHERE certificate NOT IN
        (SELECT r.sha256 FROM ndes_registration r LEFT JOIN ndes_server s ON s.name = r.name
         WHERE r.ended = FALSE AND r.not_after > ?1 AND COALESCE(s.ra_keys, TRUE))\
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  public void add(int number, Sha256 certificate, Der envelope) {
    entities
        .createNativeQuery(ADD)
        .setParameter(1, number)
        .setParameter(2, certificate.hex())
        .setParameter(3, envelope.bytes())
        .executeUpdate();
  }

  public Optional<Der> find(int number, Sha256 certificate) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT envelope FROM ra_key_copy WHERE number = ?1 AND certificate = ?2")
            .setParameter(1, number)
            .setParameter(2, certificate.hex())
            .getResultList();
    return rows.stream().map(byte[].class::cast).map(Der::of).findFirst();
  }

  /** The numbers of the sets that are sealed to a certificate. */
  public Set<Integer> numbers(Sha256 certificate) {
    List<?> rows =
        entities
            .createNativeQuery("SELECT number FROM ra_key_copy WHERE certificate = ?1")
            .setParameter(1, certificate.hex())
            .getResultList();
    return rows.stream().map(Number.class::cast).map(Number::intValue).collect(Collectors.toSet());
  }

  /** Removes what is sealed to somebody who may ask no more, or gets no keys. */
  public void forget(Instant now) {
    entities.createNativeQuery(FORGET).setParameter(1, now.toEpochMilli()).executeUpdate();
  }
}
