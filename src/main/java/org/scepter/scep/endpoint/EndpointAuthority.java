package org.scepter.scep.endpoint;

import java.util.Locale;

/** Who answers for an endpoint whether a request is authorised, by its name in the settings. */
public enum EndpointAuthority {
  /** The policy module asks the registration point, which issued the challenges. */
  ISSUED_CHALLENGE,
  /** The same; it knows the one-time passwords of mscep_admin. NDES without a policy module. */
  PASSWORD,
  /** The same; it asks Microsoft Intune. */
  INTUNE,
  /** The same; it asks a program of the operator's. */
  WEBHOOK,
  /** Nobody: the endpoint informs and gives out CA certificates, but issues nothing. */
  NONE;

  /** {@code issued-challenge}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException for any other name
   */
  public static EndpointAuthority named(String settingName) {
    for (EndpointAuthority authority : values()) {
      if (authority.settingName().equals(settingName)) {
        return authority;
      }
    }
    throw new IllegalArgumentException(settingName);
  }

  /** Whether a policy module is active: NDES then answers the bare URL with 403. */
  public boolean hidesBareUrl() {
    return switch (this) {
      case ISSUED_CHALLENGE, INTUNE, WEBHOOK -> true;
      case PASSWORD, NONE -> false;
    };
  }

  /**
   * Whether EST can carry what it wants: a challenge, wherever it stands. Intune looks for its own
   * in the PKCS#10 of a SCEP message and nowhere else.
   */
  boolean takesEst() {
    return switch (this) {
      case ISSUED_CHALLENGE, PASSWORD, WEBHOOK -> true;
      case INTUNE, NONE -> false;
    };
  }

  /** Whether anybody can enrol there. */
  public boolean issues() {
    return this != NONE;
  }
}
