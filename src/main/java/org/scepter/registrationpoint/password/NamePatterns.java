package org.scepter.registrationpoint.password;

import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;

/**
 * Which names an endpoint may issue: a subject that fits one of the patterns, and SANs of which
 * each fits one. Without patterns there are no such names.
 */
record NamePatterns(List<SubjectPattern> subjects, List<AltNamePattern> altNames) {
  // What fits into an authorisation, see Expectation.
  private static final int MAX_SUBJECT_LENGTH = 2048;
  private static final int MAX_ALT_NAMES_LENGTH = 3072;

  NamePatterns {
    subjects = List.copyOf(subjects);
    altNames = List.copyOf(altNames);
  }

  boolean isEmpty() {
    return subjects.isEmpty();
  }

  boolean allows(SubjectName subject) {
    return subject.der().length() <= MAX_SUBJECT_LENGTH
        && subjects.stream().anyMatch(pattern -> pattern.matches(subject));
  }

  Optional<Refused> objection(SubjectName subject, List<SubjectAltName> names) {
    if (subject.isEmpty()) {
      return Optional.of(new Refused(RefusalReason.SubjectNameMissing, "no subject"));
    }
    if (!allows(subject)) {
      return Optional.of(
          new Refused(
              RefusalReason.SubjectNameMismatch, "outside allowed-subjects: " + subject.text()));
    }
    return altNameObjection(names);
  }

  private Optional<Refused> altNameObjection(List<SubjectAltName> names) {
    int length = 0;
    for (SubjectAltName name : names) {
      length += name.text().length();
      if (length > MAX_ALT_NAMES_LENGTH
          || altNames.stream().noneMatch(pattern -> pattern.matches(name))) {
        return Optional.of(
            new Refused(
                RefusalReason.SubjectAltNameMismatch, "outside allowed-alt-names: " + name.text()));
      }
    }
    return Optional.empty();
  }
}
