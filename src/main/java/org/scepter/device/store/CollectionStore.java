package org.scepter.device.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scepter.platform.Page;

/** Keeps collections and who is in them. */
@ApplicationScoped
public class CollectionStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** False if the name is taken. */
  public boolean add(String name, Instant now) {
    return changed(
        "INSERT INTO device_collection (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        name,
        now.toEpochMilli());
  }

  /** Whether it exists; if so, nobody removes it before the transaction ends. */
  public boolean hold(String name) {
    return !names("SELECT name FROM device_collection WHERE name = ? FOR UPDATE", name).isEmpty();
  }

  /** False if there is none or a deployment names it. */
  public boolean remove(String name) {
    if (!names("SELECT id FROM deployment WHERE collection = ?", name).isEmpty()) {
      return false;
    }
    changed("DELETE FROM device_collection_member WHERE collection = ?", name);
    return changed("DELETE FROM device_collection WHERE name = ?", name);
  }

  public boolean addMember(String collection, String device) {
    return changed(
        "INSERT INTO device_collection_member (collection, device) VALUES (?, ?)"
            + " ON CONFLICT DO NOTHING",
        collection,
        device);
  }

  /** False if the device is not in it. */
  public boolean removeMember(String collection, String device) {
    return changed(
        "DELETE FROM device_collection_member WHERE collection = ? AND device = ?",
        collection,
        device);
  }

  public Page.Items<String> list(Page page) {
    return page.cut(
        page("SELECT name FROM device_collection WHERE name > ? ORDER BY name", page, page.after()),
        name -> name);
  }

  public Page.Items<String> members(String collection, Page page) {
    return page.cut(
        page(
            "SELECT device FROM device_collection_member WHERE collection = ? AND device > ?"
                + " ORDER BY device",
            page,
            collection,
            page.after()),
        device -> device);
  }

  /** Those of {@code devices} that are in it. */
  public Set<String> membersAmong(String collection, Collection<String> devices) {
    List<String> names = List.copyOf(devices);
    String places =
        IntStream.rangeClosed(2, names.size() + 1)
            .mapToObj(i -> "?" + i)
            .collect(Collectors.joining(", "));
    var query =
        entities
            .createNativeQuery(
                "SELECT device FROM device_collection_member WHERE collection = ?1 AND device IN ("
                    + places
                    + ")")
            .setParameter(1, collection);
    for (int i = 0; i < names.size(); i++) {
      query.setParameter(i + 2, names.get(i));
    }
    List<?> found = query.getResultList();
    return found.stream().map(String.class::cast).collect(Collectors.toSet());
  }

  private List<String> page(String sql, Page page, Object... parameters) {
    var query = entities.createNativeQuery(sql).setMaxResults(page.limit() + 1);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    List<?> found = query.getResultList();
    return found.stream().map(String.class::cast).toList();
  }

  private List<String> names(String sql, String parameter) {
    List<?> found = entities.createNativeQuery(sql).setParameter(1, parameter).getResultList();
    return found.stream().map(String.class::cast).toList();
  }

  private boolean changed(String sql, Object... parameters) {
    var query = entities.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query.executeUpdate() > 0;
  }
}
