package org.scepter.issuing.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a certificate's names come from. */
public enum SubjectSource {
  /** The request may bring its own, within its endpoint's patterns; the site's own names do too. */
  REQUEST,
  /**
   * The site builds them from the device's or user's record by a profile's formats, and the request
   * has to have them letter by letter.
   */
  RECORD;

  /** As the API has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SubjectSource> find(String text) {
    return Arrays.stream(values()).filter(source -> source.text().equals(text)).findFirst();
  }
}
