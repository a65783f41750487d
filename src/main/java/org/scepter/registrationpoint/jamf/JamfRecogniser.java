package org.scepter.registrationpoint.jamf;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.scepter.platform.Access;
import org.scepter.platform.Caller;
import org.scepter.platform.Happening;
import org.scepter.platform.Recogniser;
import org.scepter.platform.Reporter;

/**
 * Recognises a manager of devices by Basic credentials, and only on the path of the endpoint that
 * they were made for. Where an endpoint names none, nobody is.
 */
@ApplicationScoped
public class JamfRecogniser implements Recogniser {
  private static final String PATH = "/jamf/";
  private static final String BASIC = "Basic ";
  private static final int MAX_HEADER = 1024;

  private final JamfSettings settings;
  private final Reporter reporter;

  JamfRecogniser() {
    this(null, null);
  }

  @Inject
  public JamfRecogniser(JamfSettings settings, Reporter reporter) {
    this.settings = settings;
    this.reporter = reporter;
  }

  @Override
  public Access.Who who() {
    return Access.Who.MANAGER;
  }

  @Override
  @Transactional
  public Optional<Caller> recognise(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    Optional<JamfCaller> expected = expected(request);
    Optional<Caller> caller =
        expected
            .filter(known -> header != null && isRight(known, header))
            .map(known -> new Caller("jamf:" + known.username(), Set.of()));
    if (caller.isEmpty() && header != null) {
      reporter.report(
          Happening.refused(
              "password.issue",
              "endpoint:" + expected.map(known -> known.endpoint().value()).orElse("?"),
              "CredentialsWrong",
              ""));
    }
    return caller;
  }

  private Optional<JamfCaller> expected(HttpServletRequest request) {
    String path = request.getRequestURI();
    String prefix = request.getContextPath() + PATH;
    return path.startsWith(prefix)
        ? settings.of(path.substring(prefix.length()))
        : Optional.empty();
  }

  private static boolean isRight(JamfCaller expected, String header) {
    if (header.length() > MAX_HEADER || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    try {
      String[] parts =
          new String(
                  Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
                  StandardCharsets.UTF_8)
              .split(":", 2);
      return parts.length == 2 && expected.is(parts[0], parts[1]);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
