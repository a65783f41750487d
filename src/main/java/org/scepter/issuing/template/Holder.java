package org.scepter.issuing.template;

import java.util.Locale;

/** Whose certificates a template is for. */
public enum Holder {
  /** Devices and users, by a registration point's authorisation. */
  DEVICE,
  /** Scepter's own registration authority, made by {@code scepter} and by nobody else. */
  REGISTRATION_AUTHORITY;

  /** As the API has it: {@code registration-authority}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
