package org.scepter.joining.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.joining.ExpectedNode;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.node.NdesTerms;

/** Nodes that may join once. Every call needs a transaction. */
@ApplicationScoped
public class ExpectedNodeStore {
  static final String INSERT =
      """
      INSERT INTO expected_node (token_mac, name, added_at, expires_at, public_url, endpoints)
      VALUES (?1, ?2, ?3, ?4, NULLIF(?5, ''), NULLIF(?6, '')) ON CONFLICT DO NOTHING
      """;

  static final String SPEND =
      """
      UPDATE expected_node SET spent_at = ?1
      WHERE token_mac = ?2 AND spent_at IS NULL AND expires_at > ?3
      """;

  static final String WITHDRAW =
      """
      UPDATE expected_node SET expires_at = ?1
      WHERE name = ?2 AND spent_at IS NULL AND expires_at > ?3
      """;

  private static final String SELECT =
      "SELECT token_mac, name, added_at, expires_at, spent_at, public_url, endpoints"
          + " FROM expected_node ";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if its token is known. */
  public boolean add(ExpectedNode node) {
    return entities
            .createNativeQuery(INSERT)
            .setParameter(1, node.token().hex())
            .setParameter(2, node.name())
            .setParameter(3, node.addedAt().toEpochMilli())
            .setParameter(4, node.expiresAt().toEpochMilli())
            .setParameter(5, node.terms().publicUrl().map(URI::toString).orElse(""))
            .setParameter(6, node.terms().joinedEndpoints().orElse(""))
            .executeUpdate()
        == 1;
  }

  public Optional<ExpectedNode> find(Sha256 token) {
    List<?> rows =
        entities
            .createNativeQuery(SELECT + "WHERE token_mac = ?1")
            .setParameter(1, token.hex())
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(ExpectedNodeStore::node).findFirst();
  }

  /** All whose tokens are good at {@code now}, by name. */
  public List<ExpectedNode> live(Instant now) {
    List<?> rows =
        entities
            .createNativeQuery(
                SELECT + "WHERE spent_at IS NULL AND expires_at > ?1 ORDER BY name, added_at")
            .setParameter(1, now.toEpochMilli())
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(ExpectedNodeStore::node).toList();
  }

  /**
   * Uses a token up.
   *
   * @return whether it was good until now; of any number of callers one gets true
   */
  public boolean spend(Sha256 token, Instant now) {
    return entities
            .createNativeQuery(SPEND)
            .setParameter(1, now.toEpochMilli())
            .setParameter(2, token.hex())
            .setParameter(3, now.toEpochMilli())
            .executeUpdate()
        == 1;
  }

  /**
   * Ends every token of a name that is good.
   *
   * @return how many there were
   */
  public int withdraw(String name, Instant now) {
    return entities
        .createNativeQuery(WITHDRAW)
        .setParameter(1, now.toEpochMilli())
        .setParameter(2, name)
        .setParameter(3, now.toEpochMilli())
        .executeUpdate();
  }

  private static ExpectedNode node(Object[] row) {
    return new ExpectedNode(
        new Sha256((String) row[0]),
        (String) row[1],
        new NdesTerms(
            Optional.ofNullable((String) row[5]).map(URI::create),
            Optional.ofNullable((String) row[6]).map(NdesTerms::endpoints)),
        instant(row[2]),
        instant(row[3]),
        Optional.ofNullable(row[4]).map(ExpectedNodeStore::instant));
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(((Number) millis).longValue());
  }
}
