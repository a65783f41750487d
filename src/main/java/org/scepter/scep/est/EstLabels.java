package org.scepter.scep.est;

import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.TemplateMap;
import org.scepter.pki.TemplateName;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;

/**
 * What labels name: an endpoint with EST, where the key usage chooses the template as it does by
 * SCEP, or a template that one such endpoint alone has.
 */
record EstLabels(ScepSettings settings) {
  /**
   * @param templates from which the key usage chooses
   * @param template what the label names, if it names a template
   */
  record Named(Endpoint endpoint, TemplateMap templates, Optional<TemplateName> template) {
    private static Named of(Endpoint endpoint) {
      return new Named(endpoint, endpoint.templates(), Optional.empty());
    }

    private static Named of(Endpoint endpoint, TemplateName template) {
      return new Named(endpoint, TemplateMap.only(template), Optional.of(template));
    }
  }

  /** What a label, or a path without one, names. */
  Optional<Named> find(Optional<String> label) {
    String name = label.orElse(settings.estEndpoint().value());
    return settings
        .endpoint(name)
        .filter(Endpoint::est)
        .map(Named::of)
        .or(() -> label.flatMap(this::byTemplate));
  }

  private Optional<Named> byTemplate(String label) {
    TemplateName template;
    try {
      template = new TemplateName(label);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    List<Endpoint> having =
        settings.endpoints().values().stream()
            .filter(Endpoint::est)
            .filter(endpoint -> endpoint.templates().has(template))
            .toList();
    return having.size() == 1 ? Optional.of(Named.of(having.get(0), template)) : Optional.empty();
  }
}
