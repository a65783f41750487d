package org.scepter.registrationpoint.terms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.platform.SettingsReader;

/**
 * Which names an endpoint may issue: a subject that fits one of the patterns, and SANs of which
 * each fits one. Without patterns there are no such names.
 */
public record NamePatterns(List<SubjectPattern> subjects, List<AltNamePattern> altNames) {
  // What fits into an authorisation, see Expectation.
  private static final int MAX_SUBJECT_LENGTH = 2048;
  private static final int MAX_ALT_NAMES_LENGTH = 3072;
  private static final int MAX_PATTERNS = 100;

  public NamePatterns {
    subjects = List.copyOf(subjects);
    altNames = List.copyOf(altNames);
  }

  static NamePatterns from(SettingsReader reader, String prefix) {
    return new NamePatterns(
        patterns(reader, prefix + "allowed-subjects", SubjectPattern::parse),
        patterns(reader, prefix + "allowed-alt-names", AltNamePattern::parse));
  }

  // Names hold commas, so semicolons stand between patterns.
  private static <T> List<T> patterns(
      SettingsReader reader, String key, Function<String, T> parser) {
    List<T> patterns = new ArrayList<>();
    List<String> written =
        Arrays.stream(reader.text(key, "").split(";", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    if (written.size() > MAX_PATTERNS) {
      reader.fault(key, "must be at most " + MAX_PATTERNS + " patterns");
      return patterns;
    }
    for (String each : written) {
      try {
        patterns.add(parser.apply(each));
      } catch (IllegalArgumentException e) {
        reader.fault(key, "\"" + each + "\" is no pattern: " + e.getMessage());
      }
    }
    return patterns;
  }

  public boolean isEmpty() {
    return subjects.isEmpty();
  }

  public boolean allows(SubjectName subject) {
    return subject.der().length() <= MAX_SUBJECT_LENGTH
        && subjects.stream().anyMatch(pattern -> pattern.matches(subject));
  }

  public Optional<Refused> objection(SubjectName subject, List<SubjectAltName> names) {
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
