package org.scepter.pki.constraint;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SubjectAltName;

/**
 * Which SANs and names a template lets a certificate have. A SAN that names an account by its SID
 * is neither permitted nor excluded here: it is issued only where the SID itself is authorised.
 *
 * @param kinds of SANs, never OTHER
 */
public record NameBounds(Set<SubjectAltName.Kind> kinds, NameConstraints constraints) {
  /** Every kind of SAN that can be issued, whatever the names. */
  public static final NameBounds NONE =
      new NameBounds(
          EnumSet.complementOf(EnumSet.of(SubjectAltName.Kind.OTHER)), NameConstraints.NONE);

  public NameBounds {
    kinds = Set.copyOf(kinds);
    Objects.requireNonNull(constraints);
    if (kinds.contains(SubjectAltName.Kind.OTHER)) {
      throw new IllegalArgumentException("a SAN of an unknown kind is never issued");
    }
  }

  /** What is wrong with the SANs; the first fault is told. */
  public Optional<String> violation(List<SubjectAltName> names) {
    return names.stream()
        .filter(name -> SecurityIdentifier.namedBy(name).isEmpty())
        .flatMap(name -> violation(name).stream())
        .findFirst();
  }

  private Optional<String> violation(SubjectAltName name) {
    return kinds.contains(name.kind())
        ? constraints.violation(name)
        : Optional.of("no SAN of kind " + name.kind() + " is allowed");
  }
}
