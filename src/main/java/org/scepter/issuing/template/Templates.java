package org.scepter.issuing.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.pki.TemplateName;

/** All templates of a moment, each in the version in force. */
public final class Templates {
  private final Map<TemplateName, Template> byName = new LinkedHashMap<>();

  public Templates(List<Template> templates) {
    templates.forEach(template -> byName.put(template.name(), template));
  }

  public List<Template> all() {
    return List.copyOf(byName.values());
  }

  public Optional<Template> find(TemplateName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Those from which devices can get certificates. */
  public List<Template> issuable() {
    return byName.values().stream().filter(Template::isIssuable).toList();
  }

  /** The one of this name, if devices can get certificates from it. */
  public Optional<Template> issuable(TemplateName name) {
    return find(name).filter(Template::isIssuable);
  }
}
