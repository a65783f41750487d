package org.scepter.enrolment;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;

/**
 * What the registration point allows the CA to issue, once. Only the registration point and the
 * verifier of a signed authorisation construct one; the architecture test proves it, so whoever
 * holds one has passed the question.
 *
 * @param id the enrolment; the same id and key again get the same certificate
 * @param renewedSerial the certificate being renewed, empty for a new enrolment
 * @param endpoint the SCEP endpoint that was asked
 * @param transaction the SCEP transaction of the request in hand
 * @param requestDigest SHA-256 of the PKCS#10
 * @param keyDigest SHA-256 of the DER SubjectPublicKeyInfo
 * @param template the template to issue from
 * @param templateVersion its version, at least 1
 * @param subject the subject to issue
 * @param subjectAltNames the SANs to issue, in order
 * @param securityIdentifier the account's SID, if the certificate is to carry one
 * @param keyUsage the key usage to issue
 * @param extendedKeyUsages EKU OIDs to issue, in order
 * @param validity how long the certificate is to live
 * @param profile the profile that it serves, for the record
 * @param issuingCa thumbprint of the issuing CA's certificate that is to sign; empty for the
 *     current one
 * @param askedBy thumbprint of the client certificate that asked; empty inside one server
 * @param issuedAt when it was given
 * @param expiresAt from when it is no longer accepted
 */
public record Authorisation(
    EnrolmentId id,
    Optional<SerialNumber> renewedSerial,
    EndpointName endpoint,
    TransactionId transaction,
    Sha256 requestDigest,
    Sha256 keyDigest,
    TemplateName template,
    int templateVersion,
    SubjectName subject,
    List<SubjectAltName> subjectAltNames,
    Optional<String> securityIdentifier,
    KeyUsageMask keyUsage,
    List<String> extendedKeyUsages,
    Period validity,
    String profile,
    Optional<Thumbprint> issuingCa,
    Optional<Thumbprint> askedBy,
    Instant issuedAt,
    Instant expiresAt) {

  public Authorisation {
    Objects.requireNonNull(id);
    Objects.requireNonNull(renewedSerial);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(requestDigest);
    Objects.requireNonNull(keyDigest);
    Objects.requireNonNull(template);
    Objects.requireNonNull(subject);
    subjectAltNames = List.copyOf(subjectAltNames);
    Objects.requireNonNull(securityIdentifier);
    Objects.requireNonNull(keyUsage);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(issuingCa);
    Objects.requireNonNull(askedBy);
    if (templateVersion < 1) {
      throw new IllegalArgumentException("template versions start at 1");
    }
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("a certificate's validity is positive");
    }
    if (!issuedAt.isBefore(expiresAt)) {
      throw new IllegalArgumentException("an authorisation expires after it was issued");
    }
  }

  /**
   * Whether its names came with the request, within an endpoint's patterns: then it serves the
   * endpoint's own profile, {@code password:mscep}, and no profile of the site has a colon.
   */
  public boolean namesAreRequested() {
    return profile.indexOf(':') >= 0;
  }
}
