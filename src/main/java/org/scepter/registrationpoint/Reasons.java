package org.scepter.registrationpoint;

import java.util.Optional;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;

/** The reason that people have to give for ending something. */
public final class Reasons {
  private Reasons() {}

  /** The field {@code reason}: a line of text of at most {@link Revocation#MAX_LENGTH}. */
  public static Result<String> read(JsonFields fields) {
    Optional<String> reason = fields.needed("reason", Revocation.MAX_LENGTH);
    if (reason.filter(text -> text.isBlank() || hasControls(text)).isPresent()) {
      fields.fault("reason", "must be a line of text");
    }
    return fields.orFaults(reason::orElseThrow);
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
