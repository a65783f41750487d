package org.scepter.enrolment;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why an enrolment is refused. The first group carries the names of Intune's SCEP validation (the
 * list that administrators know from IntuneScepServiceException); the second is Scepter's own.
 */
public enum RefusalReason {
  /** The PKCS#10 cannot be read. */
  CertificateRequestDecodingFailed,
  /** No challengePassword, or an empty one. */
  ChallengePasswordMissing,
  /** The challenge is not in the form that its authority gives out. */
  ChallengeDeserializationError,
  ChallengeDecryptionError,
  ChallengeDecodingError,
  /** The times in the challenge make no sense to its authority. */
  ChallengeInvalidTimestamp,
  /** The challenge's life is over. */
  ChallengeExpired,
  /** The request has no subject where one is expected. */
  SubjectNameMissing,
  SubjectNameMismatch,
  SubjectAltNameMissing,
  SubjectAltNameMismatch,
  KeyUsageMismatch,
  KeyLengthMismatch,
  EnhancedKeyUsageMissing,
  EnhancedKeyUsageMismatch,
  /** The challenge does not say which keys the device has registered. */
  AadKeyIdentifierListMissing,
  /** The key is none of those that the device has registered. */
  RegisteredKeyMismatch,
  /** The request is signed by another certificate than the challenge's. */
  SigningCertThumbprintMismatch,
  /** The device or user is no longer in a collection to which the profile is deployed. */
  ScepProfileNoLongerTargetedToTheClient,
  /** The PKCS#10 is not signed by its own key. */
  SignatureValidationFailed,
  BadCertificateRequestIdInChallenge,
  BadDeviceIdInChallenge,
  BadUserIdInChallenge,

  /** Nobody was given this challenge at this endpoint. */
  ChallengeUnknown,
  /** The challenge belongs to another public key already: a breach signal (RFC 8894 §7). */
  ChallengeAlreadyUsed,
  /** An operator or a newer challenge has ended it. */
  ChallengeRevoked,
  /** Too many requests without a known challenge came from the same address. */
  TooManyFailures,
  /** The device's user has no right to the template. */
  NoRightToTemplate,
  TemplateMismatch,
  KeyTypeMismatch,
  /** Strangers may find the private key. */
  WeakKey,
  /** Another device has a certificate for this key. */
  KeyOfAnotherDevice,
  /** The SID in the request is not the authorised one. */
  SecurityIdentifierMismatch,
  /**
   * The endpoint does not exist at the registration point, or its authority serves no such request.
   */
  EndpointUnknown,
  /** The NDES server that asks is not registered for the endpoint. */
  EndpointNotRegistered,
  /** The key usage selects no template at this endpoint. */
  TemplateNotAvailable,
  /**
   * The certificate that signs a renewal is not on record as this CA's, issued at this endpoint.
   */
  RenewalCertificateUnknown,
  /** It is not in date any more, the grace time included, or not yet. */
  RenewalCertificateExpired,
  RenewalCertificateRevoked,
  /** It has renewed itself for as many keys as it may. */
  RenewedTooOften,
  /** Too much of its lifetime is left (the profile's renewal threshold). */
  RenewalTooEarly,
  /**
   * The requester's key cannot decrypt (EC) and the request has no challenge under which the answer
   * could be sealed (RFC 8894 §3.1).
   */
  AnswerCannotBeSealed,
  /**
   * The requester's key cannot decrypt (EC) and the message, a GetCert or GetCRL, is of a kind that
   * has no challenge.
   */
  RequesterCannotDecrypt,
  /** Nobody decided about a waiting request in time. */
  RequestExpired,
  /** No request of this key is known under the polled transactionID. */
  PollUnknown,
  /** No certificate of this issuer and serial number is on record (GetCert, GetCRL). */
  CertificateUnknown,
  /** The message kind is not served. */
  NotSupported,
  /** An operator said no. */
  ApprovalDenied,
  /** An authority outside said no, in none of the words above. */
  RefusedByOutsideAuthority,
  /** The CA declined what was authorised. */
  RefusedByIssuingAuthority,
  /**
   * The registration point, the CA, one of their parts or an authority outside cannot be reached
   * now.
   */
  TemporarilyUnavailable;

  /** The one of this name, as it goes between servers; empty if there is none. */
  public static Optional<RefusalReason> named(String name) {
    return Arrays.stream(values()).filter(known -> known.name().equals(name)).findFirst();
  }
}
