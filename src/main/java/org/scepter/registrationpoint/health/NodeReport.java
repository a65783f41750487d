package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.node.NodeState;
import org.scepter.registrationpoint.node.NodeStates;

/** Tells all servers on the database how this one stands. */
@ApplicationScoped
public class NodeReport {
  private static final String CAPABILITIES =
      "/certsrv/mscep/mscep.dll?operation=GetCACaps&message=health";

  private final PlatformSettings platform;
  private final RegistrationPointSettings settings;
  private final NodeStates states;

  NodeReport() {
    this(null, null, null);
  }

  @Inject
  public NodeReport(
      PlatformSettings platform, RegistrationPointSettings settings, NodeStates states) {
    this.platform = platform;
    this.settings = settings;
    this.states = states;
  }

  /** The registration point's own check has ended. */
  void checked(@Observes CrpStatus status) {
    String name = settings.healthUrl().getAuthority();
    states.report(NodeState.Kind.CRP, name, status.code(), status.reason());
    if (platform.has(NodeRole.NDES)) {
      ndes(settings.healthUrl().getHost() + ":" + platform.httpPort());
    }
  }

  // NDES in the same server is not heard through the internal listener.
  private void ndes(String name) {
    URI address = URI.create("http://" + name + CAPABILITIES);
    int timeout = (int) ListenerProbe.TIMEOUT.toMillis();
    try {
      HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
      call.setConnectTimeout(timeout);
      call.setReadTimeout(timeout);
      call.setInstanceFollowRedirects(false);
      call.setRequestProperty("Connection", "close");
      int status = call.getResponseCode();
      call.disconnect();
      boolean online = status == HttpURLConnection.HTTP_OK;
      states.report(
          NodeState.Kind.NDES,
          name,
          online ? CrpStatus.ONLINE : CrpStatus.FAILED,
          "GetCACaps was answered with status " + status);
    } catch (IOException e) {
      // Nobody has to have a listener without TLS.
      states.report(
          NodeState.Kind.NDES,
          name,
          CrpStatus.UNDEFINED,
          "GetCACaps had no answer without TLS: " + e.getMessage());
    }
  }
}
