package org.scepter.registrationpoint;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;

/**
 * What the request that brings a challenge must look like, and so what will be issued for it.
 *
 * @param endpoint the only endpoint at which the challenge counts
 * @param device the device's name, 1 to 255 characters
 * @param profile the SCEP profile's name, 1 to 255 characters
 * @param template the template that the request's key usage must select
 * @param templateVersion its version, at least 1
 * @param subject the exact subject; may be empty if a SAN stands instead
 * @param subjectAltNames the exact SANs, in the order in which they are issued
 * @param securityIdentifier the account's SID, if the certificate is to carry one
 * @param keyUsage the key usage
 * @param extendedKeyUsages the EKU OIDs, in the order in which they are issued
 * @param keyAlgorithm the key's algorithm
 * @param minimumKeyBits the shortest key accepted; longer ones are
 * @param validity how long the certificate is to live
 * @param approval whether an operator has to approve the request
 * @param retryDelay how long a device that waits is to wait between polls
 */
public record Expectation(
    EndpointName endpoint,
    String device,
    String profile,
    TemplateName template,
    int templateVersion,
    SubjectName subject,
    List<SubjectAltName> subjectAltNames,
    Optional<String> securityIdentifier,
    KeyUsageMask keyUsage,
    List<String> extendedKeyUsages,
    PublicKeyInfo.Algorithm keyAlgorithm,
    int minimumKeyBits,
    Period validity,
    boolean approval,
    Duration retryDelay) {

  /** Longest name of a device or profile. */
  public static final int MAX_NAME_LENGTH = 255;

  // What is expected has to fit into a signed authorisation of 8 KiB.
  private static final int MAX_SUBJECT_LENGTH = 2048;
  private static final int MAX_ALT_NAMES_LENGTH = 3072;
  private static final int MAX_PURPOSES = 32;

  public Expectation {
    Objects.requireNonNull(endpoint);
    requireName(device, "device");
    requireName(profile, "profile");
    Objects.requireNonNull(template);
    Objects.requireNonNull(subject);
    subjectAltNames = List.copyOf(subjectAltNames);
    Objects.requireNonNull(securityIdentifier);
    Objects.requireNonNull(keyUsage);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(keyAlgorithm);
    if (templateVersion < 1) {
      throw new IllegalArgumentException("template versions start at 1");
    }
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("a certificate's validity is positive");
    }
    if (retryDelay.isNegative() || retryDelay.isZero()) {
      throw new IllegalArgumentException("a device waits between polls");
    }
    requireSizes(subject, subjectAltNames, extendedKeyUsages);
    if (securityIdentifier.filter(sid -> !SecurityIdentifier.isOne(sid)).isPresent()) {
      throw new IllegalArgumentException("a SID is written S-1-5-21-…");
    }
  }

  /** The same for other names. */
  public Expectation named(SubjectName otherSubject, List<SubjectAltName> otherAltNames) {
    return new Expectation(
        endpoint,
        device,
        profile,
        template,
        templateVersion,
        otherSubject,
        otherAltNames,
        securityIdentifier,
        keyUsage,
        extendedKeyUsages,
        keyAlgorithm,
        minimumKeyBits,
        validity,
        approval,
        retryDelay);
  }

  /** The same, for which no operator is asked: the certificate that renews itself was approved. */
  public Expectation approved() {
    return new Expectation(
        endpoint,
        device,
        profile,
        template,
        templateVersion,
        subject,
        subjectAltNames,
        securityIdentifier,
        keyUsage,
        extendedKeyUsages,
        keyAlgorithm,
        minimumKeyBits,
        validity,
        false,
        retryDelay);
  }

  private static void requireName(String name, String what) {
    if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "a " + what + "'s name has 1 to " + MAX_NAME_LENGTH + " characters");
    }
  }

  private static void requireSizes(
      SubjectName subject, List<SubjectAltName> altNames, List<String> purposes) {
    if (subject.isEmpty() && altNames.isEmpty()) {
      throw new IllegalArgumentException("a certificate has a subject or a SAN");
    }
    if (subject.der().length() > MAX_SUBJECT_LENGTH) {
      throw new IllegalArgumentException(
          "a subject has at most " + MAX_SUBJECT_LENGTH + " encoded bytes");
    }
    int length = 0;
    for (SubjectAltName name : altNames) {
      length += name.text().length();
      if (name.kind() == SubjectAltName.Kind.OTHER
          || name.value().chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("a SAN of this kind is never issued");
      }
    }
    if (length > MAX_ALT_NAMES_LENGTH) {
      throw new IllegalArgumentException(
          "all SANs together have at most " + MAX_ALT_NAMES_LENGTH + " characters");
    }
    if (purposes.size() > MAX_PURPOSES
        || !purposes.stream().allMatch(oid -> oid.matches("[0-2](\\.[0-9]{1,20}){1,20}"))) {
      throw new IllegalArgumentException(
          "extended key usages are at most " + MAX_PURPOSES + " object identifiers");
    }
  }
}
