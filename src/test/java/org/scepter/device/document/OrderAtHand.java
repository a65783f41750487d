package org.scepter.device.document;

import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.WrittenName;
import org.scepter.profile.Names;
import org.scepter.profile.ProfileAtHand;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.TrustedRoot;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Orders for a device, with its subject and SANs. */
final class OrderAtHand {
  static final String SECRET = "0123456789abcdef".repeat(4);
  static final ScepProfile PROFILE =
      ProfileAtHand.of(PublicKeyInfo.Algorithm.RSA, 2048, Period.ofYears(1));
  static final TrustedRoot ROOT = root();
  private static final String HOSTILE = "aZ0 \\\"'+,;=<>#&%$`!?*|~{}()[]/:@-_.äß漢𝄞\u00a0";

  private OrderAtHand() {}

  private static TrustedRoot root() {
    try {
      byte[] certificate = Signer.selfSigned(TestKeys.rsa(), "CN=Root").certificate().getEncoded();
      return new TrustedRoot("root", "", Der.of(certificate), "CN=Root", Instant.EPOCH);
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  static CertificateOrder of(ScepProfile profile, String subject, String... altNames) {
    try {
      return of(profile, SubjectName.parse(subject), altNames);
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private static CertificateOrder of(ScepProfile profile, SubjectName subject, String... altNames) {
    List<SubjectAltName> names = List.of(altNames).stream().map(SubjectAltName::parse).toList();
    return new CertificateOrder(
        profile, ROOT, new Names(subject, names), Optional.of(ChallengePassword.of(SECRET)));
  }

  static CertificateOrder of(String subject, String... altNames) {
    return of(PROFILE, subject, altNames);
  }

  /** With a subject and a UPN of any characters that a device's attributes may have. */
  static CertificateOrder hostile(Random random) {
    List<List<WrittenName.Attribute>> rdns = new ArrayList<>();
    for (String type : List.of("2.5.4.3", "2.5.4.10", "2.5.4.5", "1.2.840.113549.1.9.1")) {
      rdns.add(List.of(new WrittenName.Attribute(type, hostileText(random, type))));
    }
    try {
      return of(
          PROFILE,
          SubjectName.of(new WrittenName(rdns)),
          "UPN:" + hostileText(random, ""),
          "DNS:phone-1.example.test");
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  // serialNumber is a PrintableString, an e-mail address an IA5String.
  private static String hostileText(Random random, String type) {
    int[] characters =
        HOSTILE
            .codePoints()
            .filter(c -> !type.equals("1.2.840.113549.1.9.1") || c < 0x80)
            .filter(c -> !type.equals("2.5.4.5") || "aZ0 '()+,-./:=?".indexOf(c) >= 0)
            .toArray();
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(20);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }
}
