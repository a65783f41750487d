package org.scepter.registrationpoint.terms;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;

/**
 * A template as far as it fills in what a password leaves open.
 *
 * @param version at least 1
 * @param extendedKeyUsages EKU OIDs that it allows
 * @param minimumKeyBits the shortest RSA key
 */
public record IssuableTemplate(
    TemplateName name,
    int version,
    KeyUsageMask keyUsage,
    List<String> extendedKeyUsages,
    Period maximumValidity,
    int minimumKeyBits,
    Set<PublicKeyInfo.Algorithm> keyAlgorithms) {
  // As the CA compares periods.
  private static final LocalDate REFERENCE = LocalDate.of(2000, 3, 1);

  public IssuableTemplate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(keyUsage);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(maximumValidity);
    keyAlgorithms = Set.copyOf(keyAlgorithms);
  }

  /** {@code wanted}, or the longest validity if that is shorter. */
  Period validity(Period wanted) {
    return REFERENCE.plus(wanted).isAfter(REFERENCE.plus(maximumValidity))
        ? maximumValidity
        : wanted;
  }
}
