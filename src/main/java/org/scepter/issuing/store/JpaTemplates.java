package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplateJson;
import org.scepter.issuing.template.TemplateRecords;
import org.scepter.pki.TemplateName;

/** Keeps templates in tables {@code template} and {@code template_version}. */
@ApplicationScoped
public class JpaTemplates implements TemplateRecords {
  static final String ADD =
      """
      INSERT INTO template (name, version, published, changed_at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO NOTHING\
      """;
  static final String ADD_VERSION =
      "INSERT INTO template_version (name, version, definition, made_at) VALUES (?1, ?2, ?3, ?4)";
  static final String CHANGE =
      "UPDATE template SET version = ?1, changed_at = ?2 WHERE name = ?3 AND version = ?4";
  static final String PUBLISH =
      "UPDATE template SET published = ?1, changed_at = ?2 WHERE name = ?3";

  // Columns, not entities: what statements changed in the same transaction is seen.
  private static final String COLUMNS =
      "SELECT t.name, v.version, t.published, v.definition"
          + " FROM TemplateEntity t, TemplateVersionEntity v WHERE v.name = t.name ";
  private static final String IN_FORCE = COLUMNS + "AND v.version = t.version ";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  public List<Template> all() {
    return read(entities.createQuery(IN_FORCE + "ORDER BY t.name", Object[].class));
  }

  @Override
  public Optional<Template> find(TemplateName name) {
    return first(named(IN_FORCE + "AND t.name = :name", name));
  }

  @Override
  public Optional<Template> version(TemplateName name, int version) {
    return first(
        named(COLUMNS + "AND t.name = :name AND v.version = :version", name)
            .setParameter("version", version));
  }

  @Override
  public Optional<Template> first(TemplateName name) {
    return first(named(COLUMNS + "AND t.name = :name ORDER BY v.version", name));
  }

  private TypedQuery<Object[]> named(String query, TemplateName name) {
    return entities.createQuery(query, Object[].class).setParameter("name", name.value());
  }

  private static Optional<Template> first(TypedQuery<Object[]> query) {
    return read(query.setMaxResults(1)).stream().findFirst();
  }

  private static List<Template> read(TypedQuery<Object[]> query) {
    return query.getResultList().stream().map(JpaTemplates::template).toList();
  }

  private static Template template(Object[] columns) {
    try (JsonReader reader = Json.createReader(new StringReader((String) columns[3]))) {
      return TemplateJson.read(
          new TemplateName((String) columns[0]),
          (Integer) columns[1],
          (Boolean) columns[2],
          reader.readObject());
    }
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean add(Template template, Instant at) {
    boolean added =
        execute(
                ADD,
                template.name().value(),
                template.version(),
                template.published(),
                at.toEpochMilli())
            == 1;
    if (added) {
      addVersion(template, at);
    }
    return added;
  }

  private void addVersion(Template template, Instant at) {
    execute(
        ADD_VERSION,
        template.name().value(),
        template.version(),
        TemplateJson.terms(template.terms()).toString(),
        at.toEpochMilli());
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean change(Template next, Instant at) {
    boolean changed =
        execute(CHANGE, next.version(), at.toEpochMilli(), next.name().value(), next.version() - 1)
            == 1;
    if (changed) {
      addVersion(next, at);
    }
    return changed;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean publish(TemplateName name, boolean published, Instant at) {
    return execute(PUBLISH, published, at.toEpochMilli(), name.value()) == 1;
  }

  private int execute(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }
}
