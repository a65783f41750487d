package org.scepter.scep.est;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.scepter.platform.Listener;
import org.scepter.platform.Listeners;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.scep.FilterPaths;
import org.scepter.scep.endpoint.ScepSettings;

/**
 * The one place that tells EST for devices from EST for nodes, which have the same addresses: by
 * the listener. On the public ones, where some endpoint's settings switch it on, requests go to
 * {@link DeviceEstResource}, which refuses plain HTTP; everything else goes where it always goes,
 * to the nodes' resource, which takes the internal listener alone.
 */
public class EstPathFilter implements Filter {
  /** The request attribute that holds the label; absent without one. */
  static final String LABEL = "org.scepter.scep.est.label";

  @Inject private PlatformSettings platform;
  @Inject private ScepSettings settings;
  @Inject private Listeners listeners;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    String path = FilterPaths.decoded(asked);
    if (EstPath.isInside(path)) {
      refuse(response);
    } else if (EstPath.isBeneath(path) && isForDevices(listeners.of(request))) {
      toDevices(EstPath.of(path), asked, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean isForDevices(Listener listener) {
    return switch (listener) {
      case HTTP, HTTPS -> platform.has(NodeRole.NDES) && settings.hasEst();
      case INTERNAL, NONE -> false;
    };
  }

  private static void toDevices(
      Optional<EstPath> path, HttpServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    if (path.isEmpty()) {
      refuse(response);
      return;
    }
    path.get().label().ifPresent(label -> request.setAttribute(LABEL, label));
    request
        .getRequestDispatcher(EstPath.INSIDE + "/" + path.get().operation())
        .forward(request, response);
  }

  private static void refuse(ServletResponse response) throws IOException {
    FilterPaths.refuse(response, 404, "Not found.");
  }
}
