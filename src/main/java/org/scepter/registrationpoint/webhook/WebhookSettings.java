package org.scepter.registrationpoint.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.registrationpoint.outside.OutsideSettings;

/** The endpoints whose authority is {@code webhook}. */
public final class WebhookSettings {
  private final Map<EndpointName, WebhookEndpoint> endpoints;

  private WebhookSettings(Map<EndpointName, WebhookEndpoint> endpoints) {
    this.endpoints = Map.copyOf(endpoints);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static WebhookSettings from(SettingsReader reader) {
    Map<EndpointName, WebhookEndpoint> endpoints = new LinkedHashMap<>();
    for (EndpointName name : OutsideSettings.named(reader, AuthorityKind.WEBHOOK)) {
      endpoints.put(name, WebhookEndpoint.from(reader, name));
    }
    return new WebhookSettings(endpoints);
  }

  Optional<WebhookEndpoint> of(EndpointName name) {
    return Optional.ofNullable(endpoints.get(name));
  }
}
