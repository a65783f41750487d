package org.scepter.registrationpoint.intune;

/** Why a certificate was not revoked, by Intune's numbers (CARequestErrorCode). */
enum RevocationFault {
  NONE("0", ""),
  PARAMETER_DATA_INVALID("4002", "the serial number cannot be read"),
  CERTIFICATE_NOT_FOUND("4004", "no such certificate was issued for this tenant"),
  RETRYABLE("4100", "the CA could not revoke it now");

  private final String code;
  private final String message;

  RevocationFault(String code, String message) {
    this.code = code;
    this.message = message;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }
}
