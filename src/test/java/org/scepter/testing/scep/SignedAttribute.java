package org.scepter.testing.scep;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Signed attributes of CMS and SCEP (RFC 5652 §11, RFC 8894 §3.2.1). */
public enum SignedAttribute {
  CONTENT_TYPE("1.2.840.113549.1.9.3"),
  MESSAGE_DIGEST("1.2.840.113549.1.9.4"),
  SIGNING_TIME("1.2.840.113549.1.9.5"),
  SMIME_CAPABILITIES("1.2.840.113549.1.9.15"),
  MESSAGE_TYPE("2.16.840.1.113733.1.9.2"),
  PKI_STATUS("2.16.840.1.113733.1.9.3"),
  FAIL_INFO("2.16.840.1.113733.1.9.4"),
  SENDER_NONCE("2.16.840.1.113733.1.9.5"),
  RECIPIENT_NONCE("2.16.840.1.113733.1.9.6"),
  TRANSACTION_ID("2.16.840.1.113733.1.9.7"),
  FAIL_INFO_TEXT("1.3.6.1.5.5.7.24.1"),
  /** Microsoft's. */
  HRESULT("1.3.6.1.4.1.311.21.33");

  private static final Map<String, SignedAttribute> BY_OID =
      Arrays.stream(values()).collect(toMap(SignedAttribute::oid, Function.identity()));

  private final String oid;

  SignedAttribute(String oid) {
    this.oid = oid;
  }

  String oid() {
    return oid;
  }

  /** The attribute of an OID, which must be one of these. */
  static SignedAttribute of(String oid) {
    SignedAttribute found = BY_OID.get(oid);
    if (found == null) {
      throw new AssertionError("an attribute that no client expects: " + oid);
    }
    return found;
  }
}
