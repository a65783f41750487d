package org.scepter.scep.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.protocol.Capability;
import org.scepter.scep.protocol.algorithms.MessagePolicy;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;

/**
 * How an endpoint speaks to its devices; each component is one setting beneath {@code
 * scepter.scep.endpoint.<name>}, of which the compatibility profile gives the defaults. What does
 * not stand here every endpoint does for every client: plus signs in a GET, indefinite lengths,
 * nonces of 8 to 64 octets echoed byte for byte, missing content types.
 *
 * @param allowSha1Digest {@code allow-sha1-digest}: take SHA-1 in message signatures and advertise
 *     it (RFC 8894 §2.9: may; §7 holds it tolerable there). Certificates never use it.
 * @param allowMd5Digest {@code allow-md5-digest}: take MD5 there (RFC 8894 §2.9: must not). Old
 *     Cisco IOS signs with nothing else. Answers are then signed with SHA-1, where that is allowed,
 *     else with SHA-256.
 * @param allowTripleDes {@code allow-triple-des}: take and answer 3DES-CBC and advertise it (RFC
 *     8894 §2.9: may)
 * @param allowSingleDes {@code allow-single-des}: take single DES (RFC 8894 §2.9: must not). Old
 *     Cisco IOS and Go clients encrypt with nothing else. Answers never use it.
 * @param allowPost {@code allow-post}: take PKIOperation by POST (RFC 8894 §2.9: must); without it
 *     the endpoint is as NDES 2008 was, GET alone
 * @param certRepContent {@code cert-rep-content}
 * @param includeRoot {@code include-root}: whether GetCACert gives the root behind the issuing CA.
 *     Android needs it there; a trustpoint of Cisco IOS is one CA and takes no second one.
 * @param advertisement {@code advertisement}
 * @param signingTime {@code signing-time-bias}, five minutes, and {@code signing-time}, {@code
 *     note}: what a signer's wrong clock means. Devices come with wrong clocks, so beyond the bias
 *     it is logged and shown at the device and no more; with {@code refuse} the endpoint answers
 *     with RFC 8894's badTime (§3.2.1.4).
 */
public record Dialect(
    boolean allowSha1Digest,
    boolean allowMd5Digest,
    boolean allowTripleDes,
    boolean allowSingleDes,
    boolean allowPost,
    CertRepContent certRepContent,
    boolean includeRoot,
    Advertisement advertisement,
    SigningTimeRule signingTime) {
  /** The words of {@code signing-time}. */
  private enum SigningTime {
    NOTE,
    REFUSE
  }

  private static final Duration MIN_BIAS = Duration.ofMinutes(1);
  private static final Duration MAX_BIAS = Duration.ofDays(3650);

  public Dialect {
    Objects.requireNonNull(signingTime);
    Objects.requireNonNull(certRepContent);
    Objects.requireNonNull(advertisement);
  }

  /** Reads single settings over those of a compatibility profile; faults stay in {@code reader}. */
  static Dialect from(SettingsReader reader, String prefix, Dialect profile) {
    return new Dialect(
        reader.flag(prefix + "allow-sha1-digest", profile.allowSha1Digest),
        reader.flag(prefix + "allow-md5-digest", profile.allowMd5Digest),
        reader.flag(prefix + "allow-triple-des", profile.allowTripleDes),
        reader.flag(prefix + "allow-single-des", profile.allowSingleDes),
        reader.flag(prefix + "allow-post", profile.allowPost),
        reader.constant(prefix + "cert-rep-content", CertRepContent.class, profile.certRepContent),
        reader.flag(prefix + "include-root", profile.includeRoot),
        reader.constant(prefix + "advertisement", Advertisement.class, profile.advertisement),
        new SigningTimeRule(
            reader.duration(
                prefix + "signing-time-bias", profile.signingTime.maxBias(), MIN_BIAS, MAX_BIAS),
            reader.constant(
                    prefix + "signing-time",
                    SigningTime.class,
                    profile.signingTime.refuse() ? SigningTime.REFUSE : SigningTime.NOTE)
                == SigningTime.REFUSE));
  }

  /** What the protocol core is to take. */
  public MessagePolicy messagePolicy() {
    return new MessagePolicy(
        allowSha1Digest, allowTripleDes, allowSingleDes, allowMd5Digest, signingTime);
  }

  /**
   * What GetCACaps says, in NDES's order; never more than the endpoint takes.
   *
   * @param nextCaKnown whether GetNextCACert has something to give
   */
  public List<Capability> capabilities(boolean nextCaKnown) {
    boolean all = advertisement == Advertisement.ALL;
    List<Capability> shown = new ArrayList<>();
    add(shown, all && allowPost, Capability.POST_PKI_OPERATION);
    add(shown, true, Capability.RENEWAL);
    add(shown, true, Capability.SHA_512);
    add(shown, all, Capability.SHA_384);
    add(shown, true, Capability.SHA_256);
    add(shown, allowSha1Digest, Capability.SHA_1);
    add(shown, allowTripleDes, Capability.DES3);
    add(shown, all, Capability.AES);
    // SCEPStandard promises POST among others.
    add(shown, all && allowPost, Capability.SCEP_STANDARD);
    add(shown, all && nextCaKnown, Capability.GET_NEXT_CA_CERT);
    return shown;
  }

  private static void add(List<Capability> shown, boolean condition, Capability capability) {
    if (condition) {
      shown.add(capability);
    }
  }
}
