package org.scepter.registrationpoint.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.peer.PeerSettings;
import org.scepter.registrationpoint.plugin.PolicyModuleLog;

/**
 * Starts the policy module of a server that is no registration point: its key has to be there, and
 * NDESPlugin.log says whom it will ask.
 */
@ApplicationScoped
public class NDESPolicyStart implements StartStep, SettingsCheck {
  private final PlatformSettings platform;
  private final Instance<ScepterHome> home;
  private final Instance<RegistrationPoints> points;

  NDESPolicyStart() {
    this.platform = null;
    this.home = null;
    this.points = null;
  }

  @Inject
  public NDESPolicyStart(
      PlatformSettings platform, Instance<ScepterHome> home, Instance<RegistrationPoints> points) {
    this.platform = platform;
    this.home = home;
    this.points = points;
  }

  static boolean isNeeded(PlatformSettings platform) {
    return platform.has(NodeRole.NDES) && !platform.has(NodeRole.CRP);
  }

  @Override
  public void check(SettingsReader reader) {
    if (isNeeded(PlatformSettings.from(reader))) {
      PeerSettings.from(reader, RegistrationPoints.URLS, RegistrationPoints.URLS)
          .requireUrls(reader, RegistrationPoints.URLS);
    }
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!isNeeded(platform)) {
      return;
    }
    String thumbprint =
        ClientCertificate.thumbprint(home.get().key(NodeIdentity.KEY).certificate()).hex();
    List<String> found = new ArrayList<>();
    for (URI url : points.get().settings().urls()) {
      found.add("certificate registration point web server is " + url.getHost());
      found.add("Certificate registration port number is " + port(url));
    }
    found.add("NDES thumbprint is " + thumbprint + ".");
    found.add("certificate registration point webservice URL is CMCertificateRegistration");
    PolicyModuleLog.started(found);
  }

  private static int port(URI url) {
    return url.getPort() < 0 ? 443 : url.getPort();
  }
}
