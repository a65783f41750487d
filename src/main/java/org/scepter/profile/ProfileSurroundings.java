package org.scepter.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

/** What profiles take from the node where they say nothing themselves. */
@ApplicationScoped
public class ProfileSurroundings {
  private final PlatformSettings platform;
  private final Instance<ScepterHome> home;
  private final ProfileSettings settings;

  ProfileSurroundings() {
    this.platform = null;
    this.home = null;
    this.settings = null;
  }

  @Inject
  public ProfileSurroundings(
      PlatformSettings platform, Instance<ScepterHome> home, SettingsReader reader) {
    this.platform = platform;
    this.home = home;
    this.settings = ProfileSettings.from(reader);
  }

  Duration challengeLifetime() {
    return settings.challengeLifetime();
  }

  /** The public URL of an endpoint on this server: of mscep, the one that Windows expects. */
  String urlOf(String endpoint) {
    String base = platform.publicUrl().map(URI::toString).orElseGet(() -> home.get().publicUrl());
    String root = base.replaceAll("/+$", "");
    return endpoint.equals("mscep")
        ? root + "/certsrv/mscep/mscep.dll"
        : root + "/scep/" + endpoint;
  }
}
