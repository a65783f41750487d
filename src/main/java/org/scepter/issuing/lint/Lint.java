package org.scepter.issuing.lint;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.scepter.pki.Der;

/**
 * Looks at an end entity's certificate before it is recorded and signed (RFC 5280): by the rules of
 * this package, and by zlint where it is set.
 */
public final class Lint {
  private static final List<Rule> RULES =
      Stream.of(FieldRules.ALL, NameRules.ALL, ExtensionRules.ALL).flatMap(List::stream).toList();

  private final Optional<Zlint> zlint;

  /**
   * @param program where zlint is; empty to do without it
   */
  public Lint(Optional<Path> program, SecureRandom random) {
    this.zlint = program.map(path -> new Zlint(path, new ThrowAwayKey(random)));
  }

  /**
   * Every rule that the certificate would break; none if it is well. A linter that cannot be run
   * finds everything wrong.
   *
   * @param toBeSigned a TBSCertificate
   */
  public List<String> faults(Der toBeSigned) {
    TBSCertificate certificate;
    try {
      certificate = TBSCertificate.getInstance(toBeSigned.bytes());
    } catch (RuntimeException e) {
      return List.of("it can be read (RFC 5280 §4.1): " + e.getMessage());
    }
    List<String> faults = new ArrayList<>();
    RULES.stream()
        .filter(rule -> !rule.isKept(certificate))
        .map(Rule::toString)
        .forEach(faults::add);
    zlint.map(linter -> linter.faults(toBeSigned)).ifPresent(faults::addAll);
    return List.copyOf(faults);
  }

  static List<Rule> rules() {
    return RULES;
  }
}
