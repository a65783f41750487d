package org.scepter.issuing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.pki.TemplateName;

/** The templates from which this CA issues. */
public final class Templates {
  private final Map<TemplateName, Template> byName = new LinkedHashMap<>();

  public Templates(List<Template> templates) {
    templates.forEach(template -> byName.put(template.name(), template));
  }

  /** In the order of the settings. */
  public List<Template> all() {
    return List.copyOf(byName.values());
  }

  public Optional<Template> find(TemplateName name) {
    return Optional.ofNullable(byName.get(name));
  }
}
