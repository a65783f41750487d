package org.scepter.monitoring.log;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.scepter.platform.Caller;
import org.scepter.platform.RequestFacts;
import org.scepter.platform.arrival.ClientAddresses;

/**
 * The outermost filter: writes one line of the access log when a request has been answered, whoever
 * answered it.
 */
public class AccessLogFilter implements Filter {
  @Inject private AccessLog log;
  @Inject private ClientAddresses clients;
  @Inject private RequestFacts facts;
  @Inject private Clock clock;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse out) {
      log(http, out, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void log(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Arrival arrival = arrived(request);
    boolean hasReturned = false;
    try {
      chain.doFilter(request, response);
      hasReturned = true;
    } finally {
      if (hasReturned && request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new OnCompletion(arrival, response));
      } else {
        // What escapes becomes the container's 500 after this filter, unless the head is out.
        boolean isFault = !hasReturned && !response.isCommitted();
        append(arrival, isFault ? 500 : response.getStatus());
      }
    }
  }

  private Arrival arrived(HttpServletRequest request) {
    // Kept now: inner filters may wrap or forward, and an asynchronous request is recycled.
    return new Arrival(
        clock.instant(),
        request.getLocalAddr(),
        request.getLocalPort(),
        request.getMethod(),
        request.getRequestURI(),
        request.getQueryString(),
        clients.of(request).text(),
        request.getHeader("User-Agent"),
        request.getHeader("Referer"));
  }

  private void append(Arrival arrival, int status) {
    log.append(arrival.answered(clock.instant(), user(), status));
  }

  private String user() {
    try {
      Caller caller = facts.caller();
      return caller.equals(Caller.ANYONE) ? null : caller.name();
    } catch (ContextNotActiveException e) {
      return null;
    }
  }

  /** What is known of a request before it is answered. */
  private record Arrival(
      Instant start,
      String serverAddress,
      int serverPort,
      String method,
      String path,
      String query,
      String clientAddress,
      String userAgent,
      String referer) {

    AccessLine answered(Instant end, String user, int status) {
      return new AccessLine(
          end,
          serverAddress,
          serverPort,
          method,
          path,
          query,
          user,
          clientAddress,
          userAgent,
          referer,
          status,
          Math.max(0, end.toEpochMilli() - start.toEpochMilli()));
    }
  }

  private final class OnCompletion implements AsyncListener {
    private final Arrival arrival;
    private final HttpServletResponse response;

    OnCompletion(Arrival arrival, HttpServletResponse response) {
      this.arrival = arrival;
      this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      append(arrival, response.getStatus());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // Completion follows.
    }

    @Override
    public void onError(AsyncEvent event) {
      // Completion follows.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
