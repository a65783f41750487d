package org.scepter.issuing.template;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which extended key usages a template for devices may have. */
final class Purposes {
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,17})){1,30}");
  // With one of these a device's certificate could enrol for others, sign OCSP or do anything.
  private static final Set<String> NEVER =
      Set.of("2.5.29.37.0", "1.3.6.1.4.1.311.20.2.1", "1.3.6.1.5.5.7.3.9");

  private Purposes() {}

  /** What is wrong with one, to stand behind it. */
  static Optional<String> fault(String oid) {
    if (!OID.matcher(oid).matches()) {
      return Optional.of("is not a dotted OID");
    }
    return NEVER.contains(oid) ? Optional.of("is not for devices") : Optional.empty();
  }
}
