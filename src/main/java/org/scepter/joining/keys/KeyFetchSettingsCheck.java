package org.scepter.joining.keys;

import jakarta.enterprise.context.ApplicationScoped;
import org.scepter.issuing.remote.CertificateAuthorities;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Checks how often a node in front asks for the RA's key sets. */
@ApplicationScoped
public class KeyFetchSettingsCheck implements SettingsCheck {
  @Override
  public void check(SettingsReader reader) {
    if (CertificateAuthorities.areNeeded(PlatformSettings.from(reader))) {
      KeyFetchSettings.from(reader);
    }
  }
}
