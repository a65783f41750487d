package org.scepter.profile;

import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;

/**
 * A certificate template that the CA issues from, as far as profiles have to fit it.
 *
 * @param version at least 1
 * @param ekus the EKU OIDs that it allows
 * @param minimumKeyBits the shortest RSA key
 * @param keyTypes the key algorithms that it allows
 */
public record PublishedTemplate(
    TemplateName name,
    int version,
    KeyUsageMask keyUsage,
    List<String> ekus,
    Period maximumValidity,
    int minimumKeyBits,
    Set<PublicKeyInfo.Algorithm> keyTypes) {
  public PublishedTemplate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(keyUsage);
    ekus = List.copyOf(ekus);
    Objects.requireNonNull(maximumValidity);
    keyTypes = Set.copyOf(keyTypes);
  }
}
