package org.scepter.platform;

import java.util.Locale;

/** Roles of the people in the server's realm and of API tokens. */
public enum PersonRole {
  ADMINISTRATOR,
  OPERATOR,
  AUDITOR;

  /** The group's name in the server's realm: {@code administrator}. */
  public String realmName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
