package org.scepter.registrationpoint.authority;

import java.util.Locale;

/** Who decides at an endpoint. */
public enum AuthorityKind {
  /** Challenges that the site issued, one for each device and profile. */
  ISSUED_CHALLENGE,
  /** Passwords that an administrator takes from mscep_admin: NDES without a policy module. */
  PASSWORD,
  /** Microsoft Intune, which gave out the challenges. */
  INTUNE,
  /** A program of the operator's, asked over HTTPS. */
  WEBHOOK;

  /** What the settings may say. */
  public static final String ACCEPTED = "issued-challenge, password, intune, webhook or none";

  /**
   * @param written as in the settings, {@code issued-challenge}
   * @throws IllegalArgumentException for anything else
   */
  public static AuthorityKind parse(String written) {
    return switch (written) {
      case "issued-challenge" -> ISSUED_CHALLENGE;
      case "password" -> PASSWORD;
      case "intune" -> INTUNE;
      case "webhook" -> WEBHOOK;
      default -> throw new IllegalArgumentException(written);
    };
  }

  /** As in the settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether somebody elsewhere decides, who has to be asked and may not answer. */
  public boolean isOutside() {
    return this == INTUNE || this == WEBHOOK;
  }

  /** Whether he wants to hear what came of it. */
  public boolean hearsOutcome() {
    return this == INTUNE;
  }
}
