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

  /** The version by which an authorisation is judged, and which its certificate's record names. */
  default int versionFor(Authorisation authorisation) {
    return inForce(authorisation.template(), authorisation.templateVersion())
        .map(Template::version)
        .orElse(authorisation.templateVersion());
  }

  /** A version, whether it is in force or an earlier one. */
  Optional<Template> version(TemplateName name, int version);
}
