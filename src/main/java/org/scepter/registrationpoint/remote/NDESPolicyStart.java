package org.scepter.registrationpoint.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.peer.PeerSettings;

/**
 * Starts the policy module of a server that is no registration point: its key has to be there, and
 * NDESPlugin.log says whom it will ask.
 */
@ApplicationScoped
public class NDESPolicyStart implements StartStep, SettingsCheck {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");

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
    info(
        "==========[ NDES policy module started in process "
            + ProcessHandle.current().pid()
            + " ]==========");
    info("Calling Initialize...");
    for (URI url : points.get().settings().urls()) {
      info("certificate registration point web server is " + url.getHost());
      info("Certificate registration port number is " + port(url));
    }
    info("NDES thumbprint is " + thumbprint + ".");
    info("certificate registration point webservice URL is CMCertificateRegistration");
    info("Exiting Initialize with 0x0");
  }

  private static int port(URI url) {
    return url.getPort() < 0 ? 443 : url.getPort();
  }

  private static void info(String line) {
    PLUGIN.log(System.Logger.Level.INFO, line);
  }
}
