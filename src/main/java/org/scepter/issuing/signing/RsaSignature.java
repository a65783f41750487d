package org.scepter.issuing.signing;

/** How a CA with an RSA key signs (RFC 8017). */
public enum RsaSignature {
  /** RSASSA-PKCS1-v1_5, which everybody verifies. */
  PKCS1,
  /** RSASSA-PSS; Apple's systems refuse certificates that are signed so. */
  PSS
}
