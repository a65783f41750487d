package org.scepter.registrationpoint.intune;

import java.util.Optional;
import java.util.stream.Stream;
import org.scepter.enrolment.RefusalReason;

/**
 * What Intune answers to a SCEP action, by the names of Microsoft's published library
 * (IntuneScepServiceException).
 */
enum IntuneCode {
  Success,
  Unknown,
  CertificateRequestDecodingFailed,
  ChallengePasswordMissing,
  ChallengeDeserializationError,
  ChallengeDecryptionError,
  ChallengeDecodingError,
  ChallengeInvalidTimestamp,
  ChallengeExpired,
  SubjectNameMissing,
  SubjectNameMismatch,
  SubjectAltNameMissing,
  SubjectAltNameMismatch,
  KeyUsageMismatch,
  KeyLengthMismatch,
  EnhancedKeyUsageMissing,
  EnhancedKeyUsageMismatch,
  AadKeyIdentifierListMissing,
  RegisteredKeyMismatch,
  SigningCertThumbprintMismatch,
  ScepProfileNoLongerTargetedToTheClient,
  SignatureValidationFailed,
  BadCertificateRequestIdInChallenge,
  BadDeviceIdInChallenge,
  BadUserIdInChallenge;

  /** The code of this name; one that is not in the list is {@link #Unknown}. */
  static IntuneCode named(String code) {
    return Stream.of(values()).filter(one -> one.name().equals(code)).findFirst().orElse(Unknown);
  }

  /** Why the request is refused, by the reason of the same name; empty if it is not. */
  Optional<RefusalReason> refusal() {
    if (this == Success) {
      return Optional.empty();
    }
    return Optional.of(
        this == Unknown ? RefusalReason.RefusedByOutsideAuthority : RefusalReason.valueOf(name()));
  }
}
