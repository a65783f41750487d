package org.scepter.scep.endpoint;

import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/**
 * Named bundles of an endpoint's settings, {@code scepter.scep.endpoint.<name>.compatibility}. Each
 * single setting can still be set beside it.
 */
// A record of booleans and enums is immutable, though only an annotation would say so.
@SuppressWarnings("ImmutableEnumChecker")
enum Compatibility {
  /** Any client that keeps to RFC 8894 or to what NDES taught it. */
  DEFAULT(true, false, true, false, CertRepContent.ISSUED_AND_CA, true, Advertisement.ALL),
  /** iOS, iPadOS, macOS: want modern algorithms advertised (iOS 18), and SHA-1 no more. */
  APPLE(false, false, true, false, CertRepContent.ISSUED_AND_CA, true, Advertisement.ALL),
  /** Windows' MDM client: installs what comes behind the certificate into its CA stores. */
  WINDOWS(true, false, true, false, CertRepContent.ISSUED_AND_CHAIN, true, Advertisement.ALL),
  /** Android agents, mostly jscep: install the chain with the certificate. */
  ANDROID(true, false, true, false, CertRepContent.ISSUED_AND_CHAIN, true, Advertisement.ALL),
  /** Cisco IOS: MD5 and single DES, one CA for a trustpoint, the CA in the answer. */
  CISCO_IOS(true, true, true, true, CertRepContent.ISSUED_AND_CA, false, Advertisement.ALL),
  /** Juniper: refuses an answer that holds the CA's certificate. */
  JUNIPER(true, false, true, false, CertRepContent.ISSUED, true, Advertisement.ALL),
  /** Printers and the like that were built against NDES 2008: GET, 3DES or single DES, SHA-1. */
  LEGACY_PRINTER(
      true, true, true, true, CertRepContent.ISSUED_AND_CA, true, Advertisement.MSCEP_2008);

  private final Dialect dialect;

  Compatibility(
      boolean allowSha1Digest,
      boolean allowMd5Digest,
      boolean allowTripleDes,
      boolean allowSingleDes,
      CertRepContent certRepContent,
      boolean includeRoot,
      Advertisement advertisement) {
    this.dialect =
        new Dialect(
            allowSha1Digest,
            allowMd5Digest,
            allowTripleDes,
            allowSingleDes,
            true,
            certRepContent,
            includeRoot,
            advertisement,
            SigningTimeRule.note());
  }

  Dialect dialect() {
    return dialect;
  }
}
