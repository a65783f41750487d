package org.scepter.device.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.device.Deployment;
import org.scepter.platform.Page;

/** Keeps deployments, and knows which profiles each device gets by them. */
@ApplicationScoped
public class DeploymentStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if the collection has the profile already. */
  public boolean add(Deployment deployment) {
    return entities
            .createNativeQuery(
                "INSERT INTO deployment (id, collection, scep_profile, created_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .setParameter(1, deployment.id())
            .setParameter(2, deployment.collection())
            .setParameter(3, deployment.scepProfile())
            .setParameter(4, deployment.createdAt().toEpochMilli())
            .executeUpdate()
        == 1;
  }

  public Optional<Deployment> find(String id) {
    return Optional.ofNullable(entities.find(DeploymentRow.class, id))
        .map(DeploymentRow::toDeployment);
  }

  public Page.Items<Deployment> list(Page page) {
    List<Deployment> found =
        entities
            .createQuery(
                "SELECT d FROM DeploymentRow d WHERE d.id > :after ORDER BY d.id",
                DeploymentRow.class)
            .setParameter("after", page.after())
            .setMaxResults(page.limit() + 1)
            .getResultStream()
            .map(DeploymentRow::toDeployment)
            .toList();
    return page.cut(found, Deployment::id);
  }

  public void remove(String id) {
    entities
        .createQuery("DELETE FROM DeploymentRow d WHERE d.id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  /** The SCEP profiles deployed to {@code collection}. */
  public List<String> profilesOf(String collection) {
    return entities
        .createQuery(
            "SELECT d.scepProfile FROM DeploymentRow d WHERE d.collection = :collection",
            String.class)
        .setParameter("collection", collection)
        .getResultList();
  }

  /** The SCEP profiles that {@code device} gets by any of its collections. */
  public Set<String> targetsOf(String device) {
    Set<String> profiles = new TreeSet<>();
    List<?> found =
        entities
            .createNativeQuery(
                "SELECT DISTINCT d.scep_profile FROM deployment d"
                    + " JOIN device_collection_member m ON m.collection = d.collection"
                    + " WHERE m.device = ?")
            .setParameter(1, device)
            .getResultList();
    found.forEach(profile -> profiles.add((String) profile));
    return profiles;
  }

  /** The devices that have a row for {@code profile} but get it by no collection any more. */
  public List<String> untargeted(String profile) {
    List<?> found =
        entities
            .createNativeQuery(
                "SELECT s.device FROM device_profile s"
                    + " WHERE s.profile = ? AND s.challenge_expires_at IS NOT NULL"
                    + " AND NOT EXISTS (SELECT 1 FROM device_collection_member m"
                    + " JOIN deployment d ON d.collection = m.collection"
                    + " WHERE m.device = s.device AND d.scep_profile = s.profile)")
            .setParameter(1, profile)
            .getResultList();
    return found.stream().map(String.class::cast).toList();
  }
}
