package org.scepter.scep;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request path means to NDES. IIS matches paths without regard to case and profiles hold
 * whatever somebody typed, so case, doubled and trailing slashes do not count. Windows appends
 * {@code /pkiclient.exe} to any URL that it was given.
 *
 * @param kind what it means
 * @param endpoint the endpoint that it names, in lower case; empty where the path names none
 */
record ScepPath(Kind kind, Optional<String> endpoint) {
  private static final Pattern MSCEP =
      Pattern.compile(
          "/certsrv/mscep(/mscep\\.dll)?(/pkiclient\\.exe)?/?", Pattern.CASE_INSENSITIVE);
  private static final Pattern CGI =
      Pattern.compile("/cgi-bin/pkiclient\\.exe(/pkiclient\\.exe)?/?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SCEP =
      Pattern.compile(
          "/scep/([a-z0-9][a-z0-9-]{0,31})(/pkiclient\\.exe)?/?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADMIN =
      Pattern.compile("/certsrv/mscep_admin(/mscep\\.dll)?/?", Pattern.CASE_INSENSITIVE);
  private static final Pattern OURS =
      Pattern.compile("/(certsrv|scep|cgi-bin)(/.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Kinds of paths. */
  enum Kind {
    /** The endpoint that the path names, or the default one. */
    ENDPOINT,
    /** The path that a client takes to which none was told, Cisco IOS among them. */
    CGI_BIN,
    /** Microsoft's page for one-time passwords. */
    ADMIN,
    /** Beneath one of NDES's prefixes, but nothing is there. */
    NOTHING,
    /** Another component's. */
    ELSEWHERE
  }

  ScepPath {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(endpoint);
  }

  /**
   * @param path the decoded path within the application, starting with a slash
   */
  static ScepPath of(String path) {
    String single = path.replaceAll("/{2,}", "/");
    Matcher scep = SCEP.matcher(single);
    if (scep.matches()) {
      return new ScepPath(Kind.ENDPOINT, Optional.of(scep.group(1).toLowerCase(Locale.ROOT)));
    }
    return new ScepPath(kind(single), Optional.empty());
  }

  private static Kind kind(String path) {
    if (MSCEP.matcher(path).matches()) {
      return Kind.ENDPOINT;
    }
    if (CGI.matcher(path).matches()) {
      return Kind.CGI_BIN;
    }
    if (ADMIN.matcher(path).matches()) {
      return Kind.ADMIN;
    }
    return OURS.matcher(path).matches() ? Kind.NOTHING : Kind.ELSEWHERE;
  }
}
