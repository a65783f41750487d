package org.scepter.registrationpoint.authority;

/** Who decides at an endpoint. */
public enum AuthorityKind {
  /** Challenges that the site issued, one for each device and profile. */
  ISSUED_CHALLENGE,
  /** Passwords that an administrator takes from mscep_admin: NDES without a policy module. */
  PASSWORD;

  /**
   * @param written as in the settings, {@code issued-challenge} or {@code password}
   * @throws IllegalArgumentException for anything else
   */
  public static AuthorityKind parse(String written) {
    return switch (written) {
      case "issued-challenge" -> ISSUED_CHALLENGE;
      case "password" -> PASSWORD;
      default -> throw new IllegalArgumentException(written);
    };
  }
}
