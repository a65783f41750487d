package org.scepter.profile;

import java.util.List;
import java.util.Objects;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;

/** A device's subject and SANs. */
public record Names(SubjectName subject, List<SubjectAltName> altNames) implements NamesOutcome {
  public Names {
    Objects.requireNonNull(subject);
    altNames = List.copyOf(altNames);
  }
}
