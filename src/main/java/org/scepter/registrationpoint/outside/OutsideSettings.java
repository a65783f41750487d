package org.scepter.registrationpoint.outside;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.registrationpoint.terms.EndpointTerms;

/**
 * The endpoints whose authority is outside, {@code scepter.scep.endpoint.<name>.authority} being
 * {@code intune} or {@code webhook}, and what they may issue.
 */
public record OutsideSettings(Map<EndpointName, EndpointTerms> endpoints) {
  private static final String ENDPOINTS = "scepter.scep.endpoints";

  public OutsideSettings {
    endpoints = Map.copyOf(endpoints);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static OutsideSettings from(SettingsReader reader) {
    Map<EndpointName, EndpointTerms> endpoints = new LinkedHashMap<>();
    for (AuthorityKind kind : AuthorityKind.values()) {
      if (kind.isOutside()) {
        for (EndpointName name : named(reader, kind)) {
          endpoints.put(name, EndpointTerms.from(reader, name, kind.word(), true));
        }
      }
    }
    return new OutsideSettings(endpoints);
  }

  /** The endpoints with this authority, in the order of {@code scepter.scep.endpoints}. */
  public static java.util.List<EndpointName> named(SettingsReader reader, AuthorityKind kind) {
    return reader.list(ENDPOINTS, "mscep").stream()
        .filter(
            written ->
                reader
                    .text("scepter.scep.endpoint." + written + ".authority", "")
                    .equals(kind.word()))
        .flatMap(written -> name(written).stream())
        .toList();
  }

  // A name that is none is the registration point's own fault to report.
  private static Optional<EndpointName> name(String written) {
    try {
      return Optional.of(new EndpointName(written));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether Intune decides there, which looks for its challenge in the PKCS#10 itself. */
  public boolean isIntune(EndpointName name) {
    return of(name).authority().equals(AuthorityKind.INTUNE.word());
  }

  public EndpointTerms of(EndpointName name) {
    return Optional.ofNullable(endpoints.get(name)).orElseThrow();
  }
}
