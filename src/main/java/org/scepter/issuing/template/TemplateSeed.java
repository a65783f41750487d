package org.scepter.issuing.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Happening;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Reporter;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;

/**
 * Gives the database at start the templates that it never had: those of the settings, published,
 * and the ready ones. What it has is left as it is, and settings that say something else about it
 * are named.
 */
@ApplicationScoped
public class TemplateSeed implements StartStep {
  private static final System.Logger LOG = System.getLogger(TemplateSeed.class.getName());

  private final PlatformSettings platform;
  private final SettingsReader settings;
  private final TemplateRecords records;
  private final Reporter reporter;
  private final Clock clock;

  TemplateSeed() {
    this(null, null, null, null, null);
  }

  @Inject
  public TemplateSeed(
      PlatformSettings platform,
      SettingsReader settings,
      TemplateRecords records,
      Reporter reporter,
      Clock clock) {
    this.platform = platform;
    this.settings = settings;
    this.records = records;
    this.reporter = reporter;
    this.clock = clock;
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  @Transactional
  public void start() {
    if (!platform.usesDatabase()) {
      return;
    }
    List<Template> written = TemplateSettings.from(settings);
    for (Template wanted : written) {
      if (!add(wanted)) {
        ignored(wanted);
      }
    }
    ReadyTemplates.all().forEach(this::add);
    if (settings.optional(TemplateSettings.LIST).isPresent()) {
      unlisted(written.stream().map(Template::name).toList());
    }
  }

  private boolean add(Template wanted) {
    if (records.find(wanted.name()).isPresent() || !records.add(wanted, clock.instant())) {
      return false;
    }
    reporter.report(
        new Happening(
            "template.create",
            "template:" + wanted.name(),
            Happening.Outcome.DONE,
            "at the first start",
            ""));
    return true;
  }

  // What a database began with is what its settings said then.
  private void ignored(Template wanted) {
    Optional<Template> began = records.first(wanted.name());
    if (began.filter(first -> !first.terms().equals(wanted.terms())).isPresent()) {
      LOG.log(System.Logger.Level.WARNING, ignoredLine(wanted));
    }
  }

  private void unlisted(List<TemplateName> listed) {
    records.all().stream()
        .filter(template -> template.published() && !listed.contains(template.name()))
        .forEach(template -> LOG.log(System.Logger.Level.WARNING, unlistedLine(template)));
  }

  static String unlistedLine(Template published) {
    return TemplateSettings.LIST
        + " is ignored where it leaves out "
        + published.name()
        + ": the database has it published; withdraw it by /api/v1/templates";
  }

  static String ignoredLine(Template wanted) {
    return "scepter.issuing.template."
        + wanted.name()
        + ".* is ignored: the database has this template since the first start;"
        + " change it by /api/v1/templates";
  }
}
