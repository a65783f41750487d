package org.scepter.registrationpoint.authority;

/** Who decides at an endpoint. */
public enum AuthorityKind {
  /** Challenges that the site issued, one for each device and profile. */
  ISSUED_CHALLENGE;

  /**
   * @param written as in the settings, {@code issued-challenge}
   * @throws IllegalArgumentException for anything else
   */
  public static AuthorityKind parse(String written) {
    if ("issued-challenge".equals(written)) {
      return ISSUED_CHALLENGE;
    }
    throw new IllegalArgumentException(written);
  }
}
