package org.scepter.profile.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.scepter.platform.Page;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.ScepProfileJson;

/** Keeps SCEP profiles. */
@ApplicationScoped
public class ScepProfileStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if the name is taken. */
  public boolean add(ScepProfile profile) {
    // So that the trusted root cannot be removed between the rules and here.
    entities.find(TrustedRootRow.class, profile.trustedRoot(), LockModeType.PESSIMISTIC_WRITE);
    return entities
            .createNativeQuery(
                "INSERT INTO scep_profile (name, trusted_root, definition)"
                    + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .setParameter(1, profile.name())
            .setParameter(2, profile.trustedRoot())
            .setParameter(3, ScepProfileJson.write(profile).toString())
            .executeUpdate()
        == 1;
  }

  public Optional<ScepProfile> find(String name) {
    return Optional.ofNullable(entities.find(ScepProfileRow.class, name))
        .map(ScepProfileRow::toScepProfile);
  }

  /** As {@link #find}, and nobody removes it before the transaction ends. */
  public Optional<ScepProfile> hold(String name) {
    return Optional.ofNullable(
            entities.find(ScepProfileRow.class, name, LockModeType.PESSIMISTIC_WRITE))
        .map(ScepProfileRow::toScepProfile);
  }

  public List<ScepProfile> all(Collection<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    return entities
        .createQuery(
            "SELECT p FROM ScepProfileRow p WHERE p.name IN :names ORDER BY p.name",
            ScepProfileRow.class)
        .setParameter("names", names)
        .getResultStream()
        .map(ScepProfileRow::toScepProfile)
        .toList();
  }

  public Page.Items<ScepProfile> list(Page page) {
    List<ScepProfile> found =
        entities
            .createQuery(
                "SELECT p FROM ScepProfileRow p WHERE p.name > :after ORDER BY p.name",
                ScepProfileRow.class)
            .setParameter("after", page.after())
            .setMaxResults(page.limit() + 1)
            .getResultStream()
            .map(ScepProfileRow::toScepProfile)
            .toList();
    return page.cut(found, ScepProfile::name);
  }

  /** False if there is none or a deployment names it. */
  public boolean remove(String name) {
    return entities
            .createNativeQuery(
                "DELETE FROM scep_profile WHERE name = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM deployment d"
                    + " WHERE d.scep_profile = scep_profile.name)")
            .setParameter(1, name)
            .executeUpdate()
        == 1;
  }
}
