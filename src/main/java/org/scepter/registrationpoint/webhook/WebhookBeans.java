package org.scepter.registrationpoint.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Makes the settings and checks them at start, if the node is a registration point. */
@ApplicationScoped
public class WebhookBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile WebhookSettings settings;

  WebhookBeans() {
    this.reader = null;
  }

  @Inject
  public WebhookBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      WebhookSettings.from(into);
    }
  }

  @Produces
  @Dependent
  WebhookSettings settings() {
    if (settings == null) {
      settings = WebhookSettings.from(reader);
    }
    return settings;
  }
}
