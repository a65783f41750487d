package org.scepter.issuing;

import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;

/**
 * The bounds within which the CA issues: an authorisation that leaves them is refused.
 *
 * @param name as endpoints and profiles name it
 * @param version at least 1; an authorisation names the version that it was given for
 * @param keyUsage the key usage that certificates get
 * @param extendedKeyUsages the EKU OIDs that an authorisation may choose from
 * @param maximumValidity the longest validity
 * @param minimumKeyBits the shortest RSA key; EC keys have 256 bits and more anyway
 * @param keyAlgorithms the key algorithms
 */
public record Template(
    TemplateName name,
    int version,
    KeyUsageMask keyUsage,
    List<String> extendedKeyUsages,
    Period maximumValidity,
    int minimumKeyBits,
    Set<PublicKeyInfo.Algorithm> keyAlgorithms) {
  public Template {
    Objects.requireNonNull(name);
    Objects.requireNonNull(keyUsage);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(maximumValidity);
    keyAlgorithms = Set.copyOf(keyAlgorithms);
    if (version < 1) {
      throw new IllegalArgumentException("template versions start at 1");
    }
  }
}
