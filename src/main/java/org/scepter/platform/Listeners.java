package org.scepter.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;

/** Tells through which listener a request came: by the socket's local port, never by a header. */
@ApplicationScoped
public class Listeners {
  private final PlatformSettings settings;

  Listeners() {
    this.settings = null;
  }

  @Inject
  public Listeners(PlatformSettings settings) {
    this.settings = settings;
  }

  public Listener of(ServletRequest request) {
    int port = request.getLocalPort();
    if (port == settings.internalPort()) {
      return Listener.INTERNAL;
    }
    if (port == settings.httpsPort()) {
      return Listener.HTTPS;
    }
    return port == settings.httpPort() ? Listener.HTTP : Listener.NONE;
  }
}
