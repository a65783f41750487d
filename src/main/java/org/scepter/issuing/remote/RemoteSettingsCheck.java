package org.scepter.issuing.remote;

import jakarta.enterprise.context.ApplicationScoped;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.peer.PeerSettings;

/** Checks that a node which is no CA knows one. */
@ApplicationScoped
public class RemoteSettingsCheck implements SettingsCheck {
  @Override
  public void check(SettingsReader reader) {
    if (CertificateAuthorities.areNeeded(PlatformSettings.from(reader))) {
      PeerSettings.from(reader, CertificateAuthorities.URLS, CertificateAuthorities.OTHERWISE)
          .requireUrls(reader, CertificateAuthorities.OTHERWISE);
    }
  }
}
