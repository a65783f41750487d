package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/** Tells in the server's log where everything is, last of all. */
@ApplicationScoped
public class ReadyBanner implements StartStep {
  private static final Logger LOG = System.getLogger(ReadyBanner.class.getName());

  private final PlatformSettings platform;
  private final ScepterHome home;
  private final NodeState state;
  private final Instance<IssuingAuthority> authority;

  ReadyBanner() {
    this(null, null, null, null);
  }

  @Inject
  public ReadyBanner(
      PlatformSettings platform,
      ScepterHome home,
      NodeState state,
      Instance<IssuingAuthority> authority) {
    this.platform = platform;
    this.home = home;
    this.state = state;
    this.authority = authority;
  }

  @Override
  public int order() {
    return READY + 1000;
  }

  @Override
  public void start() {
    StringBuilder text = new StringBuilder("Scepter is ready");
    line(text, "roles", String.join(",", state.roles()));
    if (platform.has(NodeRole.NDES)) {
      line(text, "NDES", publicUrl() + "/certsrv/mscep/mscep.dll");
    }
    if (platform.has(NodeRole.NDES) || platform.has(NodeRole.CA)) {
      certificates(text);
    }
    line(text, "home", home.directory().toAbsolutePath().normalize().toString());
    line(text, "logs", home.resolve("logs").toAbsolutePath().normalize().toString());
    LOG.log(Level.INFO, text.toString());
    if (platform.has(NodeRole.NDES) && platform.has(NodeRole.CA) && !home.isTrial()) {
      LOG.log(
          Level.WARNING,
          "the roles ndes and ca are on one server: whoever gets into what strangers reach has the"
              + " CA; deployments/dmz keeps them apart");
    }
  }

  private void certificates(StringBuilder text) {
    try {
      List<Der> chain = authority.get().chain();
      line(text, "CA (SHA-256)", chain.get(0).sha256().fingerprint());
      line(text, "root (SHA-256)", chain.get(chain.size() - 1).sha256().fingerprint());
    } catch (RuntimeException e) {
      // The CA may be another node that is not there yet; NDES asks again.
      line(text, "CA (SHA-256)", "not reachable yet: " + e.getMessage());
    }
  }

  private String publicUrl() {
    return platform.publicUrl().map(URI::toString).orElseGet(home::publicUrl);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("\n  ").append(String.format("%-16s", name)).append(value);
  }
}
