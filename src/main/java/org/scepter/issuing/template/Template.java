package org.scepter.issuing.template;

import java.util.Objects;
import org.scepter.pki.TemplateName;

/**
 * The bounds within which the CA issues: an authorisation that leaves them is refused.
 *
 * @param name as endpoints and profiles name it
 * @param version at least 1; authorisations and certificates name it
 * @param published whether anything is issued from it now
 * @param terms the bounds
 */
public record Template(TemplateName name, int version, boolean published, TemplateTerms terms) {
  public Template {
    Objects.requireNonNull(name);
    Objects.requireNonNull(terms);
    if (version < 1) {
      throw new IllegalArgumentException("template versions start at 1");
    }
  }

  /** Whether devices can get certificates from it now. */
  public boolean isIssuable() {
    return published && terms.holder() == Holder.DEVICE;
  }

  /** The next version, with other terms. */
  Template changed(TemplateTerms next) {
    return new Template(name, version + 1, published, next);
  }

  Template withPublished(boolean now) {
    return new Template(name, version, now, terms);
  }
}
