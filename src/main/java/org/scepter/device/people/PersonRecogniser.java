package org.scepter.device.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.scepter.device.BearerToken;
import org.scepter.platform.Access;
import org.scepter.platform.Caller;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Recogniser;

/**
 * Recognises people by the name and password of the server's realm, and programs by their API
 * token. A session of the console is never looked at: a browser sends its cookie for any page that
 * asks.
 */
@ApplicationScoped
public class PersonRecogniser implements Recogniser {
  private static final int MAX_CREDENTIALS = 1024;

  private final ApiTokens tokens;
  private final LoginReport report;

  PersonRecogniser() {
    this(null, null);
  }

  @Inject
  public PersonRecogniser(ApiTokens tokens, LoginReport report) {
    this.tokens = tokens;
    this.report = report;
  }

  @Override
  public Access.Who who() {
    return Access.Who.PERSON;
  }

  @Override
  public Optional<Caller> recognise(HttpServletRequest request) {
    Optional<String> basic = BearerToken.credentials(request, "Basic ");
    if (basic.isPresent()) {
      return basic.flatMap(Credentials::read).flatMap(written -> login(request, written));
    }
    Optional<String> bearer = BearerToken.credentials(request, "Bearer ");
    if (bearer.isEmpty()) {
      return Optional.empty();
    }
    Optional<Caller> caller = BearerToken.of(request).flatMap(tokens::caller);
    if (caller.isEmpty()) {
      report.refused("token");
    }
    return caller;
  }

  private Optional<Caller> login(HttpServletRequest request, Credentials written) {
    boolean hadSession = request.getSession(false) != null;
    try {
      if (request.getUserPrincipal() != null) {
        request.logout();
      }
      request.login(written.name(), written.password());
    } catch (ServletException e) {
      report.refused("person:" + written.printableName());
      return Optional.empty();
    }
    Set<PersonRole> roles = EnumSet.noneOf(PersonRole.class);
    for (PersonRole role : PersonRole.values()) {
      if (request.isUserInRole(role.realmName())) {
        roles.add(role);
      }
    }
    forget(request, hadSession);
    return Optional.of(new Caller(written.name(), roles));
  }

  // The container may keep a login in a session; each call to the API proves itself anew.
  private static void forget(HttpServletRequest request, boolean hadSession) {
    try {
      request.logout();
    } catch (ServletException e) {
      throw new IllegalStateException("a login cannot be ended", e);
    }
    HttpSession made = hadSession ? null : request.getSession(false);
    if (made != null) {
      made.invalidate();
    }
  }

  /** A name and a password as RFC 7617 writes them. */
  private static final class Credentials {
    private final String name;
    private final String password;

    private Credentials(String name, String password) {
      this.name = name;
      this.password = password;
    }

    static Optional<Credentials> read(String encoded) {
      if (encoded.length() > MAX_CREDENTIALS) {
        return Optional.empty();
      }
      try {
        String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon <= 0
            ? Optional.empty()
            : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    String name() {
      return name;
    }

    String password() {
      return password;
    }

    // A stranger's word, perhaps a mistyped password: only what looks like a name is kept.
    String printableName() {
      return name.matches("[A-Za-z0-9._@-]{1,32}") ? name : "?";
    }
  }
}
