package org.scepter.issuing.template;

import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.pki.TemplateName;

/** The templates as they are now; a change counts within a second on every server. */
public interface TemplatesInForce {
  Templates now();

  /**
   * The version in force, looked up anew where what is known would speak against {@code authorised}
   * and only because it is older than the authorisation.
   */
  Optional<Template> inForce(TemplateName name, int authorised);

  /** By what an authorisation is judged now. */
  default JudgingTemplate judging(Authorisation authorisation) {
    TemplateName name = authorisation.template();
    int authorised = authorisation.templateVersion();
    Optional<Template> inForce = inForce(name, authorised);
    return new JudgingTemplate(
        inForce,
        inForce
            .filter(template -> template.version() != authorised)
            .flatMap(template -> version(name, authorised)));
  }

  /** A version, whether it is in force or an earlier one. */
  Optional<Template> version(TemplateName name, int version);
}
