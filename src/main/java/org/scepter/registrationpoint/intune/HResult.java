package org.scepter.registrationpoint.intune;

import org.scepter.enrolment.RefusalReason;

/** The HRESULT under which Intune's console shows a refusal: the one that Windows sees too. */
public final class HResult {
  private HResult() {}

  /** As an unsigned number of 32 bits. */
  public static long of(RefusalReason reason) {
    return switch (reason) {
      case ChallengePasswordMissing,
          ChallengeDeserializationError,
          ChallengeDecryptionError,
          ChallengeDecodingError,
          ChallengeInvalidTimestamp,
          ChallengeExpired,
          ChallengeUnknown,
          ChallengeAlreadyUsed,
          ChallengeRevoked,
          AadKeyIdentifierListMissing,
          RegisteredKeyMismatch,
          SigningCertThumbprintMismatch,
          ScepProfileNoLongerTargetedToTheClient,
          BadCertificateRequestIdInChallenge,
          BadDeviceIdInChallenge,
          BadUserIdInChallenge,
          RefusedByOutsideAuthority,
          TooManyFailures ->
          0x80070056L; // ERROR_INVALID_PASSWORD
      case SubjectNameMissing,
          SubjectNameMismatch,
          SecurityIdentifierMismatch,
          SubjectAltNameMismatch ->
          0x80094001L; // CERTSRV_E_BAD_REQUESTSUBJECT
      case SubjectAltNameMissing -> 0x80094803L; // CERTSRV_E_SUBJECT_ALT_NAME_REQUIRED
      case KeyUsageMismatch, EnhancedKeyUsageMissing, EnhancedKeyUsageMismatch ->
          0x800b0110L; // CERT_E_WRONG_USAGE
      case KeyLengthMismatch -> 0x80094811L; // CERTSRV_E_KEY_LENGTH
      case KeyTypeMismatch, AnswerCannotBeSealed, RequesterCannotDecrypt ->
          0x80090008L; // NTE_BAD_ALGID
      case WeakKey, KeyOfAnotherDevice -> 0x80090003L; // NTE_BAD_KEY
      case TemplateMismatch, TemplateNotAvailable -> 0x80094800L; // CERTSRV_E_UNSUPPORTED_CERT_TYPE
      case CertificateRequestDecodingFailed -> 0x80092002L; // CRYPT_E_BAD_ENCODE
      case SignatureValidationFailed -> 0x80090006L; // NTE_BAD_SIGNATURE
      case RenewalCertificateExpired,
          RenewalCertificateRevoked,
          RenewedTooOften,
          NoRightToTemplate ->
          0x80094012L; // CERTSRV_E_TEMPLATE_DENIED
      case RenewalTooEarly -> 0x800b0101L; // CERT_E_EXPIRED
      case RenewalCertificateUnknown, PollUnknown, CertificateUnknown ->
          0x80092004L; // CRYPT_E_NOT_FOUND
      case NotSupported -> 0x80070032L; // ERROR_NOT_SUPPORTED
      case RequestExpired, ApprovalDenied -> 0x80094014L; // CERTSRV_E_ADMIN_DENIED_REQUEST
      case EndpointUnknown, EndpointNotRegistered, RefusedByIssuingAuthority ->
          0x80070005L; // E_ACCESSDENIED
      case TemporarilyUnavailable -> 0x800706baL; // RPC_S_SERVER_UNAVAILABLE
    };
  }
}
