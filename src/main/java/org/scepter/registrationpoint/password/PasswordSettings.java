package org.scepter.registrationpoint.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.terms.EndpointTerms;

/**
 * The endpoints whose authority is {@code password}. Beneath {@code scepter.scep.endpoint.<name>.}
 * stand NDES's registry names with NDES's defaults: {@code enforce-password} (true), {@code
 * use-single-password} (false), {@code password-length} (8 bytes, that is 16 hex digits), {@code
 * password-max} (5), {@code password-validity} (60 minutes), {@code signature-template}, {@code
 * encryption-template}, {@code general-purpose-template}; and what NDES leaves to its CA: {@code
 * allowed-subjects} and {@code allowed-alt-names} (patterns separated by semicolons; none allow
 * nothing), {@code certificate-validity} (P1Y), {@code allow-enrolment-without-challenge} (false),
 * {@code waiting-max} (1000 requests without a password that wait for an operator), {@code
 * single-password-generation} (1); and, as profiles say it, {@code renewal-threshold-percent} (20;
 * 0: none before its end), {@code renewal-grace} (PT0S), {@code revoke-renewed-after} (kept if not
 * set).
 *
 * @param endpoints in the order of {@code scepter.scep.endpoints}
 */
public record PasswordSettings(List<PasswordEndpoint> endpoints) {
  private static final String ENDPOINTS = "scepter.scep.endpoints";
  private static final String AUTHORITY = "password";

  // Shorter ones could be guessed while they live; longer ones do not fit a challengePassword.
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 64;
  private static final int LONGEST_VALIDITY = 60 * 24 * 30;
  private static final Duration LONGEST_DELAY = Duration.ofDays(365);

  public PasswordSettings {
    endpoints = List.copyOf(endpoints);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static PasswordSettings from(SettingsReader reader) {
    List<PasswordEndpoint> endpoints = new ArrayList<>();
    for (String written : reader.list(ENDPOINTS, "mscep")) {
      String prefix = "scepter.scep.endpoint." + written + ".";
      if (reader.text(prefix + "authority", "").equals(AUTHORITY)) {
        name(written).ifPresent(name -> endpoints.add(endpoint(name, prefix, reader)));
      }
    }
    return new PasswordSettings(endpoints);
  }

  // A name that is none is the registration point's own fault to report.
  private static Optional<EndpointName> name(String written) {
    try {
      return Optional.of(new EndpointName(written));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PasswordEndpoint endpoint(
      EndpointName name, String prefix, SettingsReader reader) {
    return new PasswordEndpoint(
        EndpointTerms.from(reader, name, AUTHORITY, false),
        renewal(reader, prefix),
        passwords(reader, prefix),
        reader.flag(prefix + "enforce-password", true),
        reader.integer(prefix + "waiting-max", 1000, 1, 100_000),
        reader.flag(prefix + "allow-enrolment-without-challenge", false));
  }

  private static EndpointRenewal renewal(SettingsReader reader, String prefix) {
    return new EndpointRenewal(
        reader.integer(prefix + "renewal-threshold-percent", 20, 0, 99),
        reader.duration(prefix + "renewal-grace", Duration.ZERO, Duration.ZERO, LONGEST_DELAY),
        reader.text(prefix + "revoke-renewed-after", "").isEmpty()
            ? Optional.empty()
            : Optional.of(
                reader.duration(
                    prefix + "revoke-renewed-after", Duration.ZERO, Duration.ZERO, LONGEST_DELAY)));
  }

  private static PasswordPolicy passwords(SettingsReader reader, String prefix) {
    return new PasswordPolicy(
        reader.flag(prefix + "use-single-password", false),
        reader.integer(prefix + "single-password-generation", 1, 1, Integer.MAX_VALUE),
        reader.integer(prefix + "password-length", 8, MIN_LENGTH, MAX_LENGTH),
        reader.integer(prefix + "password-max", 5, 1, 100_000),
        Duration.ofMinutes(reader.integer(prefix + "password-validity", 60, 1, LONGEST_VALIDITY)));
  }

  public Optional<PasswordEndpoint> endpoint(EndpointName name) {
    return endpoints.stream().filter(endpoint -> endpoint.name().equals(name)).findFirst();
  }

  /** Behind the admin page where a caller names none. */
  Optional<PasswordEndpoint> first() {
    return endpoints.stream().findFirst();
  }
}
