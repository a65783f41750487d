package org.scepter.registrationpoint.terms;

import java.util.Optional;
import org.scepter.pki.TemplateName;

/** The templates from which the CA behind this registration point issues now. */
public interface IssuableTemplates {
  Optional<IssuableTemplate> named(TemplateName name);
}
