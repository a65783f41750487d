package org.scepter.profile;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;

/** Profiles for tests of what is made of them. */
public final class ProfileAtHand {
  private ProfileAtHand() {}

  public static ScepProfile of(PublicKeyInfo.Algorithm keyType, int keySize, Period validity) {
    return new ScepProfile(
        "Wi-Fi (staff)",
        "",
        "mscep",
        List.of("https://scep.example.test/scep/mscep", "http://scep.example.test/scep/mscep"),
        new TemplateName("ScepterDevice"),
        "root",
        names(),
        KeyUsageMask.GENERAL_PURPOSE,
        keyType,
        keySize,
        List.of("1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.311.20.2.2"),
        HashAlgorithm.SHA_256,
        validity,
        3,
        2,
        new ScepProfile.Renewal(20, Duration.ZERO, Optional.empty()),
        Duration.ofHours(1),
        false,
        false);
  }

  private static NameFormats names() {
    try {
      return new NameFormats(SubjectFormat.parse("CN={{DeviceName}}"), List.of());
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }
}
