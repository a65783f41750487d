package org.scepter.registrationpoint.jamf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.password.PasswordEndpoint;
import org.scepter.registrationpoint.password.PasswordSettings;

/**
 * Which endpoints give challenges to Jamf Pro: those with the authority {@code password} and {@code
 * scepter.scep.endpoint.<name>.jamf-password-file}. Beside it stands {@code jamf-username} (jamf).
 * An endpoint with a single password has no fresh ones to give.
 */
public final class JamfSettings {
  private final Map<EndpointName, JamfCaller> callers;

  private JamfSettings(Map<EndpointName, JamfCaller> callers) {
    this.callers = Map.copyOf(callers);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static JamfSettings from(SettingsReader reader) {
    Map<EndpointName, JamfCaller> callers = new LinkedHashMap<>();
    for (PasswordEndpoint endpoint : PasswordSettings.from(reader).endpoints()) {
      String prefix = "scepter.scep.endpoint." + endpoint.name() + ".jamf-";
      if (reader.optional(prefix + "password-file").isPresent()) {
        callers.put(endpoint.name(), caller(reader, endpoint, prefix));
      }
    }
    return new JamfSettings(callers);
  }

  private static JamfCaller caller(
      SettingsReader reader, PasswordEndpoint endpoint, String prefix) {
    JamfCaller caller =
        new JamfCaller(
            endpoint.name(),
            reader.text(prefix + "username", "jamf"),
            reader.path(prefix + "password-file", null));
    if (!caller.username().matches("[!-~&&[^:]]{1,64}")) {
      reader.fault(prefix + "username", "must be 1 to 64 ASCII letters, digits and signs but ':'");
    }
    if (!caller.hasPassword()) {
      reader.fault(
          prefix + "password-file",
          "must name a file with a password of at least " + JamfCaller.MIN_PASSWORD + " bytes");
    }
    if (endpoint.usesSinglePassword()) {
      reader.fault(
          prefix + "password-file", "the endpoint has one password for all, and no fresh ones");
    }
    return caller;
  }

  Optional<JamfCaller> of(String endpoint) {
    return callers.values().stream()
        .filter(caller -> caller.endpoint().value().equals(endpoint))
        .findFirst();
  }
}
