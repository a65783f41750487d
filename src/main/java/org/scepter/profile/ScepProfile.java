package org.scepter.profile;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;

/**
 * A SCEP profile that has passed every rule: what certificate a device is to ask for, where and
 * how.
 *
 * @param endpoint the SCEP endpoint's name
 * @param ndesUrls where the device finds it, in the order to try; empty if it is told that of the
 *     servers that are there when it asks
 * @param trustedRoot the trusted-root profile that is deployed with it
 * @param keySize bits of the key that the device is to make; longer ones are accepted
 * @param extendedKeyUsages EKU OIDs in order
 * @param retries how often the device asks again while the CA's answer is pending
 * @param renewal when and how its certificates renew themselves
 * @param allowSharedSubject whether several devices may get the same names
 * @param approval whether an operator has to approve each request
 */
public record ScepProfile(
    String name,
    String description,
    String endpoint,
    List<String> ndesUrls,
    TemplateName template,
    String trustedRoot,
    NameFormats names,
    KeyUsageMask keyUsage,
    PublicKeyInfo.Algorithm keyType,
    int keySize,
    List<String> extendedKeyUsages,
    HashAlgorithm hash,
    Period validity,
    int retries,
    int retryDelayMinutes,
    Renewal renewal,
    Duration challengeLifetime,
    boolean allowSharedSubject,
    boolean approval) {

  /**
   * How a certificate renews itself.
   *
   * @param thresholdPercent the share of the lifetime left from which the device may renew
   * @param grace how long after its end a certificate may still sign its renewal
   * @param revokeOldAfter how long after the renewal the old certificate is revoked; empty if it is
   *     kept
   */
  public record Renewal(int thresholdPercent, Duration grace, Optional<Duration> revokeOldAfter) {
    public Renewal {
      Objects.requireNonNull(grace);
      Objects.requireNonNull(revokeOldAfter);
    }
  }

  public ScepProfile {
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Objects.requireNonNull(endpoint);
    ndesUrls = List.copyOf(ndesUrls);
    Objects.requireNonNull(template);
    Objects.requireNonNull(trustedRoot);
    Objects.requireNonNull(names);
    Objects.requireNonNull(keyUsage);
    Objects.requireNonNull(keyType);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(validity);
    Objects.requireNonNull(renewal);
    Objects.requireNonNull(challengeLifetime);
  }

  /** The same at these URLs. */
  ScepProfile at(List<String> urls) {
    return new ScepProfile(
        name,
        description,
        endpoint,
        urls,
        template,
        trustedRoot,
        names,
        keyUsage,
        keyType,
        keySize,
        extendedKeyUsages,
        hash,
        validity,
        retries,
        retryDelayMinutes,
        renewal,
        challengeLifetime,
        allowSharedSubject,
        approval);
  }
}
