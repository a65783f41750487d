package org.scepter.issuing.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Caller;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;

/** Makes, changes, publishes and withdraws templates, and shows them to who may read them. */
@ApplicationScoped
public class TemplateBook {
  /** Most templates there can be: all are held in memory. */
  static final int MAX_TEMPLATES = 500;

  private final TemplateRecords records;
  private final TemplateFile file;
  private final Reporter reporter;
  private final Event<TemplatesChanged> changes;
  private final Clock clock;

  TemplateBook() {
    this(null, null, null, null, null);
  }

  @Inject
  public TemplateBook(
      TemplateRecords records,
      TemplateFile file,
      Reporter reporter,
      Event<TemplatesChanged> changes,
      Clock clock) {
    this.records = records;
    this.file = file;
    this.reporter = reporter;
    this.changes = changes;
    this.clock = clock;
  }

  /** Makes one, in version 1; published only if it says so. */
  @Transactional
  public Result<Template> create(Result<JsonFields> body) {
    Result<Template> made = body.then(TemplateBook::written).then(this::add);
    String object = made.fold(problem -> "template:", template -> named(template.name()));
    return reported("template.create", object, made);
  }

  private static Result<Template> written(JsonFields fields) {
    Optional<TemplateName> name = TemplateFile.name(fields);
    TemplateTerms terms = new TemplateRules(fields).terms();
    boolean published = fields.flag("published").orElse(false);
    return fields.orFaults(() -> new Template(name.orElseThrow(), 1, published, terms));
  }

  private Result<Template> add(Template template) {
    if (records.all().size() >= MAX_TEMPLATES) {
      return Result.refused(
          Problem.conflict(
              "Too many templates", "There are at most " + MAX_TEMPLATES + " templates."));
    }
    return records.add(template, clock.instant())
        ? Result.of(template)
        : Result.refused(
            Problem.conflict("Name taken", "There is a template " + template.name() + " already."));
  }

  /**
   * Puts other terms in force, as the next version; the body names the version that it changes.
   * Terms that are no others make no version.
   */
  @Transactional
  public Result<Template> change(String name, Result<JsonFields> body) {
    Result<Template> changed =
        own(name).then(before -> body.then(fields -> changed(before, fields)));
    return reported("template.change", object(name), changed);
  }

  private Result<Template> changed(Template before, JsonFields fields) {
    if (!fields.text("name").orElse(before.name().value()).equals(before.name().value())) {
      fields.fault("name", "cannot be changed");
    }
    if (fields.flag("published").orElse(before.published()) != before.published()) {
      fields.fault("published", "is changed by publish and withdraw");
    }
    Optional<Integer> version = fields.integer("version");
    if (version.isEmpty()) {
      fields.fault("version", "is needed: the version that is changed");
    }
    TemplateTerms terms = new TemplateRules(fields).terms();
    return fields
        .orFaults(() -> terms)
        .then(next -> version.orElseThrow() == before.version() ? Result.of(next) : overtaken())
        .then(next -> next.equals(before.terms()) ? Result.of(before) : put(before.changed(next)));
  }

  private Result<Template> put(Template next) {
    return records.change(next, clock.instant()) ? Result.of(next) : overtaken();
  }

  private static <T> Result<T> overtaken() {
    return Result.refused(
        Problem.conflict(
            "Changed meanwhile", "Another version is in force by now; read it first."));
  }

  /** Lets devices have certificates from it, or no more. */
  @Transactional
  public Result<Template> publish(String name, boolean published) {
    Result<Template> done =
        own(name)
            .then(
                template ->
                    records.publish(template.name(), published, clock.instant())
                        ? Result.of(template.withPublished(published))
                        : Result.refused(Problem.notFound("template")));
    return reported(published ? "template.publish" : "template.withdraw", object(name), done);
  }

  /** One that people may change. */
  private Result<Template> own(String name) {
    return Result.found(TemplateFile.name(name).flatMap(records::find), "template")
        .then(
            template ->
                template.terms().holder() == Holder.DEVICE
                    ? Result.of(template)
                    : Result.refused(
                        Problem.conflict(
                            "Fixed", "Scepter issues from this template to itself alone.")));
  }

  /** The version in force or another one, if the caller may see it. */
  @Transactional
  public Optional<Template> find(String name, Optional<Integer> version, Caller caller) {
    Optional<TemplateName> known = TemplateFile.name(name);
    return known
        .flatMap(records::find)
        .filter(template -> maySee(template, caller))
        .flatMap(
            template ->
                version.isEmpty()
                    ? Optional.of(template)
                    : records.version(template.name(), version.get()));
  }

  @Transactional
  public Page.Items<Template> list(Page page, Caller caller) {
    List<Template> found =
        records.all().stream()
            .filter(template -> template.name().value().compareTo(page.after()) > 0)
            .filter(template -> maySee(template, caller))
            .limit(page.limit() + 1L)
            .toList();
    return page.cut(found, template -> template.name().value());
  }

  // Who manages and who audits sees all; readers say who may name it in a profile.
  private static boolean maySee(Template template, Caller caller) {
    return caller.roles().contains(PersonRole.ADMINISTRATOR)
        || caller.roles().contains(PersonRole.AUDITOR)
        || template.terms().readers().include(caller);
  }

  /** All templates as one file. */
  @Transactional
  public JsonObject export() {
    return TemplateFile.write(records.all());
  }

  /** Takes all of a file, or nothing. */
  @Transactional
  public Result<TemplateFile.Taken> take(Result<JsonFields> body) {
    Result<TemplateFile.Taken> taken = body.then(this::taken);
    return reported("template.import", "templates", taken);
  }

  private Result<TemplateFile.Taken> taken(JsonFields fields) {
    try {
      return file.take(fields, clock.instant());
    } catch (OvertakenException e) {
      return overtaken();
    }
  }

  private <T> Result<T> reported(String action, String object, Result<T> result) {
    changes.fire(new TemplatesChanged());
    return reporter.report(action, object, result);
  }

  private static String named(TemplateName name) {
    return "template:" + name;
  }

  // A stranger's word goes into the audit only if it is a name.
  private static String object(String name) {
    return TemplateFile.name(name).map(TemplateBook::named).orElse("template:");
  }
}
