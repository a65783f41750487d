package org.scepter.issuing.template;

import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.platform.AllowList;

/**
 * What one version of a template says.
 *
 * @param description for people, at most 256 characters
 * @param holder whose certificates it is for
 * @param keyUsage its purpose, and the key usage that certificates get
 * @param subject where names come from
 * @param keys which keys
 * @param extendedKeyUsages the EKU OIDs that an authorisation may choose from
 * @param maximumValidity the longest validity
 * @param renewalPeriod how long before its end a certificate may renew itself at the earliest;
 *     empty where profiles and endpoints alone say so
 * @param hash the weakest digest of a request's signature; empty where the registration point alone
 *     says so
 * @param names kinds of SANs, permitted and excluded names
 * @param endpoints where devices may enrol for it
 * @param readers who may name it in a profile
 * @param approval whether each new request needs an operator's word, whatever its profile says
 */
public record TemplateTerms(
    String description,
    Holder holder,
    KeyUsageMask keyUsage,
    SubjectSource subject,
    KeyBounds keys,
    List<String> extendedKeyUsages,
    Period maximumValidity,
    Optional<Period> renewalPeriod,
    Optional<RequestHash> hash,
    NameBounds names,
    AllowList endpoints,
    Readers readers,
    boolean approval) {
  public TemplateTerms {
    Objects.requireNonNull(description);
    Objects.requireNonNull(holder);
    Objects.requireNonNull(keyUsage);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(keys);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(maximumValidity);
    Objects.requireNonNull(renewalPeriod);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(names);
    Objects.requireNonNull(endpoints);
    Objects.requireNonNull(readers);
  }
}
