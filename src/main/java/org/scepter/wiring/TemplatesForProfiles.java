package org.scepter.wiring;

import java.util.List;
import java.util.Optional;
import org.scepter.issuing.template.Holder;
import org.scepter.issuing.template.RequestHash;
import org.scepter.issuing.template.SubjectSource;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplateTerms;
import org.scepter.issuing.template.TemplatesInForce;
import org.scepter.platform.Caller;
import org.scepter.profile.PublishedTemplate;
import org.scepter.profile.PublishedTemplates;

/** The CA's templates as the site sees them. */
final class TemplatesForProfiles implements PublishedTemplates {
  private final TemplatesInForce templates;

  TemplatesForProfiles(TemplatesInForce templates) {
    this.templates = templates;
  }

  @Override
  public List<PublishedTemplate> all() {
    return templates.now().issuable().stream().map(TemplatesForProfiles::published).toList();
  }

  @Override
  public Standing standing(String name, Caller caller) {
    Optional<Template> named =
        templates.now().all().stream()
            .filter(template -> template.name().value().equals(name))
            .findFirst();
    return named.map(template -> standing(template, caller)).orElse(Standing.UNKNOWN);
  }

  private static Standing standing(Template template, Caller caller) {
    if (template.terms().holder() != Holder.DEVICE) {
      return Standing.NOT_FOR_DEVICES;
    }
    if (!template.published()) {
      return Standing.NOT_PUBLISHED;
    }
    return template.terms().readers().include(caller) ? Standing.OPEN : Standing.NOT_READABLE;
  }

  private static PublishedTemplate published(Template template) {
    TemplateTerms terms = template.terms();
    return new PublishedTemplate(
        template.name(),
        template.version(),
        terms.keyUsage(),
        terms.extendedKeyUsages(),
        terms.maximumValidity(),
        terms.renewalPeriod(),
        terms.hash().map(RequestHash::bits).orElse(0),
        terms.keys(),
        terms.names(),
        terms.endpoints(),
        terms.subject() == SubjectSource.RECORD,
        terms.approval());
  }
}
