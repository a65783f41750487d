package org.scepter.platform.arrival;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.scepter.platform.Listeners;
import org.scepter.platform.RequestFacts;

/**
 * Meets every request first, on every listener and path: notes where it came from and turns away
 * queries that are too long. Neither server has a limit of its own for the query alone.
 */
public class ArrivalFilter implements Filter {
  /** Longest query in bytes: what NDES's documentation sets for http.sys and request filtering. */
  public static final int MAX_QUERY_BYTES = 65_534;

  private static final System.Logger LOG = System.getLogger(ArrivalFilter.class.getName());
  private static final int URI_TOO_LONG = 414;
  private static final int MAX_PATH_SHOWN = 128;

  @Inject private Listeners listeners;
  @Inject private ClientAddresses clients;
  @Inject private RequestFacts facts;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    facts.arrived(listeners.of(http), clients.of(http));
    int length = length(http.getQueryString());
    if (length > MAX_QUERY_BYTES) {
      String path = shown(http.getRequestURI());
      LOG.log(
          System.Logger.Level.WARNING, () -> "query of " + length + " bytes refused at " + path);
      refuse((HttpServletResponse) response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** Bytes of a query as it came; the servers may have decoded raw non-ASCII bytes. */
  static int length(String query) {
    if (query == null || query.length() > MAX_QUERY_BYTES) {
      return query == null ? 0 : query.length();
    }
    return query.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A path fit for a log line: bounded, no control characters. */
  static String shown(String path) {
    String bounded =
        path.length() > MAX_PATH_SHOWN ? path.substring(0, MAX_PATH_SHOWN) + "..." : path;
    return bounded.replaceAll("[^\\x21-\\x7e]", "?");
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    byte[] text =
        ("The query is longer than " + MAX_QUERY_BYTES + " bytes.\n")
            .getBytes(StandardCharsets.US_ASCII);
    response.setStatus(URI_TOO_LONG);
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }
}
