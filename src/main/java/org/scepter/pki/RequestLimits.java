package org.scepter.pki;

/**
 * How much of a PKCS#10 is looked at.
 *
 * @param maxBytes its DER
 * @param maxAttributes attributes; devices send two or three
 * @param maxAltNames SANs
 * @param maxPurposes extended key usages
 * @param maxNameBytes DER of the subject
 * @param maxNameParts RDNs of the subject
 */
public record RequestLimits(
    int maxBytes,
    int maxAttributes,
    int maxAltNames,
    int maxPurposes,
    int maxNameBytes,
    int maxNameParts) {
  private static final int ATTRIBUTES = 32;
  private static final int ALT_NAMES = 64;
  private static final int PURPOSES = 32;
  private static final int NAME_PARTS = 32;

  // An extension request nests ten deep; the rest is room.
  private static final int DEPTH = 24;
  private static final int ELEMENTS = 2048;

  public RequestLimits {
    require(maxBytes, CertificationRequest.MAX_DER_LENGTH, "bytes");
    require(maxAttributes, ATTRIBUTES, "attributes");
    require(maxAltNames, ALT_NAMES, "SANs");
    require(maxPurposes, PURPOSES, "extended key usages");
    require(maxNameBytes, SubjectName.MAX_DER_LENGTH, "bytes of its subject");
    require(maxNameParts, NAME_PARTS, "parts of its subject");
  }

  private static void require(int limit, int highest, String what) {
    if (limit < 1 || limit > highest) {
      throw new IllegalArgumentException(
          "a PKCS#10's limit is 1 to " + highest + " " + what + ", not " + limit);
    }
  }

  /**
   * The most that may be set: 64 KiB, 32 attributes, 64 SANs, 32 purposes, 4096 bytes, 32 parts.
   */
  public static RequestLimits standard() {
    return new RequestLimits(
        CertificationRequest.MAX_DER_LENGTH,
        ATTRIBUTES,
        ALT_NAMES,
        PURPOSES,
        SubjectName.MAX_DER_LENGTH,
        NAME_PARTS);
  }

  Asn1Bounds encoding() {
    return new Asn1Bounds(maxBytes, DEPTH, ELEMENTS);
  }
}
