package org.scepter.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.scepter.issuing.Template;
import org.scepter.issuing.Templates;
import org.scepter.profile.PublishedTemplate;
import org.scepter.profile.PublishedTemplates;

/** Binds what the site asks of other components. */
@ApplicationScoped
public class SitePorts {
  @Produces
  @Dependent
  PublishedTemplates publishedTemplates(Templates templates) {
    var published = templates.all().stream().map(SitePorts::published).toList();
    return () -> published;
  }

  private static PublishedTemplate published(Template template) {
    return new PublishedTemplate(
        template.name(),
        template.version(),
        template.keyUsage(),
        template.extendedKeyUsages(),
        template.maximumValidity(),
        template.minimumKeyBits());
  }
}
