package org.scepter.pki;

/**
 * Microsoft's name for the SHA-1 digest of a whole certificate, as 40 lower-case hex digits. It
 * names a certificate and protects nothing.
 */
public record Thumbprint(String hex) {
  public Thumbprint {
    Hex.require(hex, 40, "a thumbprint");
  }
}
