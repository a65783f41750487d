package org.scepter.registrationpoint.password;

import java.time.Duration;
import java.util.Objects;

/**
 * How passwords are made at an endpoint; the names are those of NDES's registry.
 *
 * @param useSinglePassword one password for everybody instead of one for each enrolment
 * @param singlePasswordGeneration which single password is in force; a higher one replaces it
 * @param passwordLength bytes of a one-time password, shown as twice as many hex digits
 * @param passwordMax how many unused ones there may be at a time
 * @param passwordValidity how long an unused one lives
 */
record PasswordPolicy(
    boolean useSinglePassword,
    int singlePasswordGeneration,
    int passwordLength,
    int passwordMax,
    Duration passwordValidity) {
  PasswordPolicy {
    Objects.requireNonNull(passwordValidity);
  }
}
