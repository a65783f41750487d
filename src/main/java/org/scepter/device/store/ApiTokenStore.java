package org.scepter.device.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.device.people.ApiToken;
import org.scepter.platform.Page;
import org.scepter.platform.PersonRole;

/** Keeps API tokens and the MACs of their secrets. */
@ApplicationScoped
public class ApiTokenStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if the name is taken. */
  public boolean add(ApiToken token, String mac) {
    return entities
            .createNativeQuery(
                "INSERT INTO api_token (name, token_mac, roles, created_by, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .setParameter(1, token.name())
            .setParameter(2, mac)
            .setParameter(
                3,
                token.roles().stream()
                    .map(PersonRole::name)
                    .sorted()
                    .collect(Collectors.joining(",")))
            .setParameter(4, token.createdBy())
            .setParameter(5, token.createdAt().toEpochMilli())
            .setParameter(6, token.expiresAt().toEpochMilli())
            .executeUpdate()
        == 1;
  }

  public Optional<ApiToken> find(String name) {
    return Optional.ofNullable(entities.find(ApiTokenRow.class, name)).map(ApiTokenRow::toApiToken);
  }

  /** The token whose secret has this MAC, unless it is expired at {@code now}. */
  public Optional<ApiToken> withMac(String mac, Instant now) {
    return entities
        .createQuery(
            "SELECT t FROM ApiTokenRow t WHERE t.tokenMac = :mac AND t.expiresAt > :now",
            ApiTokenRow.class)
        .setParameter("mac", mac)
        .setParameter("now", now)
        .getResultStream()
        .findFirst()
        .map(ApiTokenRow::toApiToken);
  }

  public Page.Items<ApiToken> list(Page page) {
    List<ApiToken> found =
        entities
            .createQuery(
                "SELECT t FROM ApiTokenRow t WHERE t.name > :after ORDER BY t.name",
                ApiTokenRow.class)
            .setParameter("after", page.after())
            .setMaxResults(page.limit() + 1)
            .getResultStream()
            .map(ApiTokenRow::toApiToken)
            .toList();
    return page.cut(found, ApiToken::name);
  }

  /** False if there is none. */
  public boolean remove(String name) {
    return entities
            .createQuery("DELETE FROM ApiTokenRow t WHERE t.name = :name")
            .setParameter("name", name)
            .executeUpdate()
        == 1;
  }
}
