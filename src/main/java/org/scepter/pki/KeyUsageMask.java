package org.scepter.pki;

/**
 * The two key usages that choose a template, as NDES counts them: 0x80 digitalSignature, 0x20
 * keyEncipherment, 0xA0 both.
 */
public enum KeyUsageMask {
  SIGNATURE(0x80),
  ENCRYPTION(0x20),
  GENERAL_PURPOSE(0xA0);

  private final int bits;

  KeyUsageMask(int bits) {
    this.bits = bits;
  }

  /** The bits as in the keyUsage extension's first octet (RFC 5280 §4.2.1.3). */
  public int bits() {
    return bits;
  }

  /**
   * @throws IllegalArgumentException for anything but 0x20, 0x80 and 0xA0
   */
  public static KeyUsageMask of(int bits) {
    for (KeyUsageMask mask : values()) {
      if (mask.bits == bits) {
        return mask;
      }
    }
    throw new IllegalArgumentException(
        "key usage must be 32 (keyEncipherment), 128 (digitalSignature) or 160 (both)");
  }
}
