package org.scepter.scep;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.scep.endpoint.ScepSettings;

/**
 * Brings every spelling of NDES's paths to {@code /scep/{endpoint}}, because JAX-RS compares paths
 * exactly. Nothing beneath NDES's prefixes is reached but through here.
 */
public class ScepPathFilter implements Filter {
  @Inject private PlatformSettings platform;
  @Inject private ScepSettings settings;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    ScepPath path = ScepPath.of(FilterPaths.decoded(asked));
    boolean here = platform.has(NodeRole.NDES);
    switch (path.kind()) {
      case ELSEWHERE -> chain.doFilter(request, response);
      case ENDPOINT, CGI_BIN -> {
        if (here) {
          request
              .getRequestDispatcher("/scep/" + endpoint(path))
              .forward(new CanonicalRequest(asked), response);
        } else {
          FilterPaths.refuse(response, 404, "Not found.");
        }
      }
      case ADMIN -> admin(request, response);
      case NOTHING -> FilterPaths.refuse(response, 404, "Not found.");
    }
  }

  private String endpoint(ScepPath path) {
    EndpointName unnamed =
        path.kind() == ScepPath.Kind.CGI_BIN
            ? settings.cgiBinEndpoint()
            : settings.defaultEndpoint();
    return path.endpoint().orElse(unnamed.value());
  }

  // NDES has the page only while no policy module is loaded; with one its address is forbidden.
  private void admin(ServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    boolean isRegistrationPoint = platform.has(NodeRole.CRP);
    if (isRegistrationPoint && settings.hasPasswords()) {
      request.getRequestDispatcher("/certsrv/mscep_admin").forward(request, response);
    } else if (isRegistrationPoint || platform.has(NodeRole.NDES)) {
      FilterPaths.refuse(response, 403, "Forbidden.");
    } else {
      FilterPaths.refuse(response, 404, "Not found.");
    }
  }
}
