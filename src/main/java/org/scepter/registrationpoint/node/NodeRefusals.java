package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scepter.platform.Happening;
import org.scepter.platform.Listener;
import org.scepter.platform.Listeners;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.peer.ClientCertificate;

/**
 * Says in CRP.log why a caller of the internal listener gets 403, which the caller is not told:
 * once for each certificate and reason in a while, however often it calls.
 */
@ApplicationScoped
public class NodeRefusals {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final Duration REPEAT = Duration.ofMinutes(10);
  private static final int REMEMBERED = 256;

  private final NodeRegistrations registrations;
  private final Listeners listeners;
  private final PlatformSettings settings;
  private final Clock clock;
  private final Event<Happening> happenings;
  private final Map<String, Instant> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  NodeRefusals() {
    this(null, null, null, null, null);
  }

  @Inject
  public NodeRefusals(
      NodeRegistrations registrations,
      Listeners listeners,
      PlatformSettings settings,
      Clock clock,
      Event<Happening> happenings) {
    this.registrations = registrations;
    this.listeners = listeners;
    this.settings = settings;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** A request was refused because nobody registered was recognised. */
  void told(HttpServletRequest request) {
    // A node without a database has no registrations to look into.
    if (listeners.of(request) != Listener.INTERNAL || !settings.usesDatabase()) {
      return;
    }
    List<X509Certificate> chain = ClientCertificate.chain(request);
    String why = chain.isEmpty() ? "no client certificate came" : obstacle(chain);
    String whose =
        chain.isEmpty() ? "none" : ClientCertificate.thumbprint(chain.get(0)).hex() + " " + why;
    if (isNews(whose)) {
      tell(why + ", from " + request.getRemoteAddr());
    }
  }

  private String obstacle(List<X509Certificate> chain) {
    X509Certificate certificate = chain.get(0);
    return registrations.obstacle(chain).orElse("it was registered just now")
        + "; subject "
        + certificate.getSubjectX500Principal().getName()
        + ", issuer "
        + certificate.getIssuerX500Principal().getName();
  }

  private void tell(String why) {
    CRP.log(
        System.Logger.Level.WARNING,
        "A caller of the internal listener got 403, 'Forbidden': " + why);
    happenings.fire(Happening.refused("node.call", "node:", "NotRegistered: " + why, ""));
  }

  private synchronized boolean isNews(String whose) {
    Instant now = clock.instant();
    Instant last = told.get(whose);
    if (last != null && now.isBefore(last.plus(REPEAT))) {
      return false;
    }
    told.remove(whose);
    told.put(whose, now);
    return true;
  }
}
