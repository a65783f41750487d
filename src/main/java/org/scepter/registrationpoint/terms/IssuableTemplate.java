package org.scepter.registrationpoint.terms;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.TemplateName;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.platform.AllowList;

/**
 * A template as far as it fills in what a password leaves open.
 *
 * @param version at least 1
 * @param extendedKeyUsages EKU OIDs that it allows
 * @param renewalPeriod how long before its end a certificate may renew itself at the earliest
 * @param names kinds of SANs, permitted and excluded names
 * @param endpoints where devices may enrol for it
 * @param fromRecord whether names come from a device's record alone, so that no request brings its
 *     own
 * @param approval whether an operator has to say yes
 */
public record IssuableTemplate(
    TemplateName name,
    int version,
    KeyUsageMask keyUsage,
    List<String> extendedKeyUsages,
    Period maximumValidity,
    Optional<Period> renewalPeriod,
    KeyBounds keys,
    NameBounds names,
    AllowList endpoints,
    boolean fromRecord,
    boolean approval) {
  // As the CA compares periods.
  private static final LocalDate REFERENCE = LocalDate.of(2000, 3, 1);

  public IssuableTemplate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(keyUsage);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(maximumValidity);
    Objects.requireNonNull(renewalPeriod);
    Objects.requireNonNull(keys);
    Objects.requireNonNull(names);
    Objects.requireNonNull(endpoints);
  }

  /** {@code wanted}, or the longest validity if that is shorter. */
  Period validity(Period wanted) {
    return REFERENCE.plus(wanted).isAfter(REFERENCE.plus(maximumValidity))
        ? maximumValidity
        : wanted;
  }
}
