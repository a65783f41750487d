package org.scepter.issuing.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Happening;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;

/**
 * All templates as one file: {@code {"format": "scepter-templates-1", "templates": [...]}}.
 * Versions in it are for people: what it changes gets the next version of the server that takes it.
 */
@ApplicationScoped
public class TemplateFile {
  private static final String FORMAT = "scepter-templates-1";
  // Addresses of the API, not templates.
  private static final Set<String> RESERVED = Set.of("export", "import");

  private final TemplateRecords records;
  private final Reporter reporter;

  TemplateFile() {
    this(null, null);
  }

  @Inject
  public TemplateFile(TemplateRecords records, Reporter reporter) {
    this.records = records;
    this.reporter = reporter;
  }

  /** What a file did, by name. */
  public record Taken(List<String> created, List<String> changed, List<String> unchanged) {
    public Taken {
      created = List.copyOf(created);
      changed = List.copyOf(changed);
      unchanged = List.copyOf(unchanged);
    }
  }

  static JsonObject write(List<Template> templates) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    templates.forEach(template -> all.add(TemplateJson.write(template)));
    return Json.createObjectBuilder().add("format", FORMAT).add("templates", all).build();
  }

  /** The name, if it is one. */
  static Optional<TemplateName> name(String written) {
    try {
      return RESERVED.contains(written) ? Optional.empty() : Optional.of(new TemplateName(written));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The field {@code name}, or a fault. */
  static Optional<TemplateName> name(JsonFields fields) {
    String written = fields.text("name").orElse("");
    Optional<TemplateName> name = name(written);
    if (name.isEmpty()) {
      fields.fault(
          "name",
          RESERVED.contains(written)
              ? "must not be export or import"
              : "must have 1 to 64 ASCII letters, digits, blanks and ._()-, beginning with a letter"
                  + " or digit");
    }
    return name;
  }

  private record Read(TemplateName name, TemplateTerms terms, boolean published) {}

  /**
   * Takes all of it in a transaction of its own; 422 with every fault, and then nothing of it.
   *
   * @throws OvertakenException if somebody else changed one of them, and then nothing of it as well
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Result<Taken> take(JsonFields fields, Instant now) {
    if (!fields.needed("format", FORMAT.length()).orElse("").equals(FORMAT)) {
      fields.fault("format", "must be " + FORMAT);
    }
    List<JsonFields> items =
        fields.objects("templates", TemplateBook.MAX_TEMPLATES).orElse(List.of());
    if (items.isEmpty()) {
      fields.fault("templates", "must be a list of templates");
    }
    TreeMap<String, Read> wanted = new TreeMap<>();
    Set<String> named = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String where = "templates[" + i + "]";
      read(items.get(i), named).ifPresent(read -> wanted.put(read.name().value(), read));
      fields.takeFaults(where, items.get(i));
    }
    return fields.orFaults(() -> wanted).then(all -> take(List.copyOf(all.values()), now));
  }

  /** Empty for what is Scepter's own and stands in the file as it is here. */
  private Optional<Read> read(JsonFields item, Set<String> named) {
    Optional<TemplateName> name = name(item);
    if (name.isPresent() && !named.add(name.get().value())) {
      item.fault("name", "stands in the file twice");
    }
    Optional<Template> ours =
        name.flatMap(records::find).filter(t -> t.terms().holder() != Holder.DEVICE);
    if (ours.isPresent()) {
      if (!item.isAll(TemplateJson.write(ours.get()))) {
        item.fault("name", "is a template that Scepter issues from to itself alone");
      }
      return Optional.empty();
    }
    item.integer("version");
    TemplateTerms terms = new TemplateRules(item).terms();
    boolean published = item.flag("published").orElse(false);
    return name.map(known -> new Read(known, terms, published));
  }

  // In the order of names, so that two at once do not wait for each other.
  private Result<Taken> take(List<Read> wanted, Instant now) {
    List<String> created = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    for (Read read : wanted) {
      Optional<Template> before = records.find(read.name());
      boolean done =
          before.isEmpty()
              ? records.add(new Template(read.name(), 1, read.published(), read.terms()), now)
              : changed(before.get(), read, now);
      if (!done) {
        throw new OvertakenException();
      }
      (before.isEmpty() ? created : isSame(before.get(), read) ? unchanged : changed)
          .add(read.name().value());
    }
    report("template.create", created);
    report("template.change", changed);
    return Result.of(new Taken(created, changed, unchanged));
  }

  private boolean changed(Template before, Read read, Instant now) {
    boolean termsDone =
        before.terms().equals(read.terms()) || records.change(before.changed(read.terms()), now);
    return termsDone
        && (before.published() == read.published()
            || records.publish(read.name(), read.published(), now));
  }

  private static boolean isSame(Template before, Read read) {
    return before.terms().equals(read.terms()) && before.published() == read.published();
  }

  private void report(String action, List<String> names) {
    names.forEach(
        name ->
            reporter.report(
                new Happening(
                    action, "template:" + name, Happening.Outcome.DONE, "from a file", "")));
  }
}
