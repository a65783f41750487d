package org.scepter.profile.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.scepter.platform.Page;
import org.scepter.profile.TrustedRoot;

/** Keeps trusted-root profiles. */
@ApplicationScoped
public class TrustedRootStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if the name is taken. */
  public boolean add(TrustedRoot root) {
    return entities
            .createNativeQuery(
                "INSERT INTO trusted_root_profile"
                    + " (name, description, certificate, subject, not_after)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .setParameter(1, root.name())
            .setParameter(2, root.description())
            .setParameter(3, root.certificate().base64())
            .setParameter(4, root.subject())
            .setParameter(5, root.notAfter().toEpochMilli())
            .executeUpdate()
        == 1;
  }

  public Optional<TrustedRoot> find(String name) {
    return Optional.ofNullable(entities.find(TrustedRootRow.class, name))
        .map(TrustedRootRow::toTrustedRoot);
  }

  public Page.Items<TrustedRoot> list(Page page) {
    List<TrustedRoot> found =
        entities
            .createQuery(
                "SELECT r FROM TrustedRootRow r WHERE r.name > :after ORDER BY r.name",
                TrustedRootRow.class)
            .setParameter("after", page.after())
            .setMaxResults(page.limit() + 1)
            .getResultStream()
            .map(TrustedRootRow::toTrustedRoot)
            .toList();
    return page.cut(found, TrustedRoot::name);
  }

  /** False if there is none or a SCEP profile names it. */
  public boolean remove(String name) {
    return entities
            .createNativeQuery(
                "DELETE FROM trusted_root_profile WHERE name = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM scep_profile p"
                    + " WHERE p.trusted_root = trusted_root_profile.name)")
            .setParameter(1, name)
            .executeUpdate()
        == 1;
  }
}
