package org.scepter.profile;

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
 * A certificate template that the CA issues from, as far as profiles have to fit it.
 *
 * @param version at least 1
 * @param ekus the EKU OIDs that it allows
 * @param renewalPeriod how long before its end a certificate may renew itself at the earliest
 * @param minimumHashBits of the digest with which requests are signed; 0 where any serves that is
 *     taken
 * @param names kinds of SANs, permitted and excluded names
 * @param endpoints where devices may enrol for it
 * @param fromRecord whether names have to tell one record from every other
 * @param approval whether an operator has to say yes, whatever the profile says
 */
public record PublishedTemplate(
    TemplateName name,
    int version,
    KeyUsageMask keyUsage,
    List<String> ekus,
    Period maximumValidity,
    Optional<Period> renewalPeriod,
    int minimumHashBits,
    KeyBounds keys,
    NameBounds names,
    AllowList endpoints,
    boolean fromRecord,
    boolean approval) {
  public PublishedTemplate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(keyUsage);
    ekus = List.copyOf(ekus);
    Objects.requireNonNull(maximumValidity);
    Objects.requireNonNull(renewalPeriod);
    Objects.requireNonNull(keys);
    Objects.requireNonNull(names);
    Objects.requireNonNull(endpoints);
  }

  /** The names of a device, unless the CA would not issue them. */
  public NamesOutcome within(NamesOutcome outcome) {
    if (outcome instanceof Names given) {
      boolean fit =
          names.constraints().violation(given.subject()).isEmpty()
              && names.violation(given.altNames()).isEmpty();
      return fit ? given : new NamesUnavailable("template " + name + " does not permit its names");
    }
    return outcome;
  }
}
