package org.scepter.scep;

import java.util.OptionalInt;
import org.scepter.enrolment.RefusalReason;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.FailInfo;
import org.scepter.scep.protocol.MessageFault;

/**
 * What a device is told for each refusal: failInfo, a text that is general for outsiders (the exact
 * reason stands in log and audit), and the HRESULT that Windows shows in its event 87. HRESULTs are
 * those of winerror.h that NDES or AD CS give for the same fault.
 */
public enum Denial {
  /** One answer for every fault of a challenge: which one it is would help who guesses. */
  CHALLENGE(
      FailInfo.BAD_REQUEST,
      0x80070056, // ERROR_INVALID_PASSWORD
      "challenge not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  NO_CHALLENGE(
      FailInfo.BAD_REQUEST,
      0x80070056, // ERROR_INVALID_PASSWORD
      "challenge not accepted",
      NdesEvent.EVENT_MSCEP_NO_PASSWORD),
  SUBJECT(
      FailInfo.BAD_REQUEST,
      0x80094001, // CERTSRV_E_BAD_REQUESTSUBJECT
      "subject not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  NO_ALT_NAME(
      FailInfo.BAD_REQUEST,
      0x80094803, // CERTSRV_E_SUBJECT_ALT_NAME_REQUIRED
      "subject alternative name missing",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  ALT_NAME(
      FailInfo.BAD_REQUEST,
      0x80094001, // CERTSRV_E_BAD_REQUESTSUBJECT
      "subject alternative name not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  KEY_USAGE(
      FailInfo.BAD_REQUEST,
      0x800b0110, // CERT_E_WRONG_USAGE
      "key usage not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  KEY_LENGTH(
      FailInfo.BAD_REQUEST,
      0x80094811, // CERTSRV_E_KEY_LENGTH
      "key length not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  KEY_TYPE(
      FailInfo.BAD_ALG,
      0x80090008, // NTE_BAD_ALGID
      "key type not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  KEY(
      FailInfo.BAD_REQUEST,
      0x80090003, // NTE_BAD_KEY
      "key not accepted",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  TEMPLATE(
      FailInfo.BAD_REQUEST,
      0x80094800, // CERTSRV_E_UNSUPPORTED_CERT_TYPE
      "certificate template not accepted",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  TEMPLATE_DENIED(
      FailInfo.BAD_REQUEST,
      0x80094012, // CERTSRV_E_TEMPLATE_DENIED
      "no right to the certificate template",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  REQUEST_UNREADABLE(
      FailInfo.BAD_REQUEST,
      0x80092002, // CRYPT_E_BAD_ENCODE
      "certification request not readable",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  REQUEST_SIGNATURE(
      FailInfo.BAD_REQUEST,
      0x80090006, // NTE_BAD_SIGNATURE
      "certification request not signed by its key",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  RENEWAL(
      FailInfo.BAD_REQUEST,
      0x80094012, // CERTSRV_E_TEMPLATE_DENIED
      "the old certificate does not allow a renewal",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  RENEWAL_CERTIFICATE(
      FailInfo.BAD_CERT_ID,
      0x80092004, // CRYPT_E_NOT_FOUND
      "the certificate that signs the renewal is not known here",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  RENEWAL_TOO_EARLY(
      FailInfo.BAD_REQUEST,
      0x800b0101, // CERT_E_EXPIRED: outside the validity that the profile sets for renewal
      "too early for a renewal",
      NdesEvent.EVENT_MSCEP_INVALID_PASSWORD),
  NOT_SEALABLE(
      FailInfo.BAD_ALG,
      0x80090008, // NTE_BAD_ALGID
      "the key cannot decrypt and there is no challenge to seal with",
      NdesEvent.EVENT_MSCEP_NO_PASSWORD),
  NOT_READABLE(
      FailInfo.BAD_ALG,
      0x80090008, // NTE_BAD_ALGID
      "the key cannot decrypt and this message has no challenge",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  REQUEST_EXPIRED(
      FailInfo.BAD_REQUEST,
      0x80094014, // CERTSRV_E_ADMIN_DENIED_REQUEST
      "the request has expired undecided",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  UNKNOWN_ID(
      FailInfo.BAD_CERT_ID,
      0x80092004, // CRYPT_E_NOT_FOUND
      "no such request or certificate",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  NOT_SERVED(
      FailInfo.BAD_REQUEST,
      0x80070005, // E_ACCESSDENIED
      "this endpoint issues nothing to this request",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  NOT_SUPPORTED(
      FailInfo.BAD_REQUEST,
      0x80070032, // ERROR_NOT_SUPPORTED
      "message type not supported",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  APPROVAL(
      FailInfo.BAD_REQUEST,
      0x80094014, // CERTSRV_E_ADMIN_DENIED_REQUEST
      "request denied by an operator",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  ISSUING_AUTHORITY(
      FailInfo.BAD_REQUEST,
      0x80070005, // E_ACCESSDENIED
      "request denied by the certification authority",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  UNAVAILABLE(
      FailInfo.BAD_REQUEST,
      0x800706ba, // RPC_S_SERVER_UNAVAILABLE
      "temporarily unavailable, try again later",
      NdesEvent.EVENT_MSCEP_FAIL_SUBMIT),
  MESSAGE_SIGNATURE(
      FailInfo.BAD_MESSAGE_CHECK,
      0x80090006, // NTE_BAD_SIGNATURE
      "message signature not valid",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  ALGORITHM(
      FailInfo.BAD_ALG,
      0x80090008, // NTE_BAD_ALGID
      "algorithm not supported",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  REQUESTER_KEY(
      FailInfo.BAD_ALG,
      0x80090008, // NTE_BAD_ALGID
      "type or length of the signing key not supported",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  CLOCK(
      FailInfo.BAD_TIME,
      0x80090324, // SEC_E_TIME_SKEW
      "signing time too far from the time here",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECODE),
  ENVELOPE(
      FailInfo.BAD_MESSAGE_CHECK,
      0x80090005, // NTE_BAD_DATA
      "enveloped request not readable",
      NdesEvent.EVENT_MSCEP_FAIL_TO_DECRYPT_INNER);

  // E_UNEXPECTED
  private static final int OUR_FAULT = 0x8000ffff;

  private final FailInfo failInfo;
  private final int hresult;
  private final String text;
  private final NdesEvent event;

  Denial(FailInfo failInfo, int hresult, String text, NdesEvent event) {
    this.failInfo = failInfo;
    this.hresult = hresult;
    this.text = text;
    this.event = event;
  }

  /** What a refusal means to a device. */
  public static Denial of(RefusalReason reason) {
    return switch (reason) {
      case ChallengeExpired,
          ChallengeDeserializationError,
          ChallengeDecryptionError,
          ChallengeDecodingError,
          ChallengeInvalidTimestamp,
          AadKeyIdentifierListMissing,
          RegisteredKeyMismatch,
          SigningCertThumbprintMismatch,
          BadCertificateRequestIdInChallenge,
          BadDeviceIdInChallenge,
          BadUserIdInChallenge,
          RefusedByOutsideAuthority,
          ChallengeUnknown,
          ChallengeAlreadyUsed,
          ChallengeRevoked,
          TooManyFailures,
          ScepProfileNoLongerTargetedToTheClient ->
          CHALLENGE;
      case ChallengePasswordMissing -> NO_CHALLENGE;
      case SubjectNameMissing, SubjectNameMismatch, SecurityIdentifierMismatch -> SUBJECT;
      case SubjectAltNameMissing -> NO_ALT_NAME;
      case SubjectAltNameMismatch -> ALT_NAME;
      case KeyUsageMismatch, EnhancedKeyUsageMissing, EnhancedKeyUsageMismatch -> KEY_USAGE;
      case KeyLengthMismatch -> KEY_LENGTH;
      case KeyTypeMismatch -> KEY_TYPE;
      case WeakKey, KeyOfAnotherDevice -> KEY;
      case TemplateMismatch, TemplateNotAvailable -> TEMPLATE;
      case NoRightToTemplate -> TEMPLATE_DENIED;
      case CertificateRequestDecodingFailed -> REQUEST_UNREADABLE;
      case SignatureValidationFailed -> REQUEST_SIGNATURE;
      case EndpointUnknown, EndpointNotRegistered -> NOT_SERVED;
      case RenewalCertificateUnknown -> RENEWAL_CERTIFICATE;
      case RenewalCertificateExpired, RenewalCertificateRevoked, RenewedTooOften -> RENEWAL;
      case RenewalTooEarly -> RENEWAL_TOO_EARLY;
      case AnswerCannotBeSealed -> NOT_SEALABLE;
      case RequesterCannotDecrypt -> NOT_READABLE;
      case RequestExpired -> REQUEST_EXPIRED;
      case PollUnknown, CertificateUnknown -> UNKNOWN_ID;
      case NotSupported -> NOT_SUPPORTED;
      case ApprovalDenied -> APPROVAL;
      case RefusedByIssuingAuthority -> ISSUING_AUTHORITY;
      case TemporarilyUnavailable -> UNAVAILABLE;
    };
  }

  static Denial of(MessageFault fault) {
    return switch (fault) {
      case BAD_SIGNATURE -> MESSAGE_SIGNATURE;
      case ALGORITHM_NOT_ALLOWED -> ALGORITHM;
      case KEY_NOT_ALLOWED -> REQUESTER_KEY;
      case CLOCKS_DIFFER -> CLOCK;
      case UNSUPPORTED_MESSAGE_TYPE -> NOT_SUPPORTED;
      case NOT_OPENED -> ENVELOPE;
    };
  }

  /** A fault of ours shows nothing but the id under which the log has it. */
  static CertRep.Failure ourFault(String correlation) {
    return new CertRep.Failure(
        FailInfo.BAD_REQUEST,
        "internal fault, reference " + correlation,
        OptionalInt.of(OUR_FAULT));
  }

  CertRep.Failure answer() {
    return new CertRep.Failure(failInfo, text, OptionalInt.of(hresult));
  }

  NdesEvent event() {
    return event;
  }

  /** What an outsider is told: one line, general. */
  public String text() {
    return text;
  }

  /** {@code event 29 EVENT_MSCEP_INVALID_PASSWORD: …}, as it stands in the log. */
  public String eventText() {
    return event.text();
  }
}
