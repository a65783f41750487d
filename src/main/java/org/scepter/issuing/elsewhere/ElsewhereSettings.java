package org.scepter.issuing.elsewhere;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.scepter.issuing.elsewhere.http.CallSettings;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;

/**
 * The other CA, whatever it speaks; the names are those below {@code scepter.issuing.elsewhere.}.
 *
 * @param backend {@code scepter.issuing.backend}: {@code local} (default), {@code est}, {@code cmp}
 *     or {@code wstep}; with {@code local} nothing else of this counts
 * @param url {@code url}, needed except where {@link #POLICY_URL} stands in its place: https, or
 *     http on this very machine; CMP protects its messages itself and goes over any http
 * @param caFile {@code ca-file}, needed: PEM with the issuing CA's certificate and its issuers up
 *     to the root, in this order; a path, relative to the home
 * @param call how it is called
 * @param retryAfter {@code retry-after}, 1 minute: when to ask again where the CA does not say
 * @param repeatsUnclear {@code repeat-unclear}, false: whether a request may be sent again of which
 *     it is not known what became, and after which the CA cannot be asked. Only for a CA that
 *     answers the same request with the same certificate
 * @param templates {@code templates}: {@code OURS=THEIRS, …}: the name by which the CA knows each
 *     template: EST's label, CMP's certificate profile, AD CS's template
 */
public record ElsewhereSettings(
    Backend backend,
    URI url,
    Path caFile,
    CallSettings call,
    Duration retryAfter,
    boolean repeatsUnclear,
    Map<TemplateName, String> templates) {
  /** The setting that says who issues. */
  public static final String BACKEND = "scepter.issuing.backend";

  /** In the place of {@code url} where AD CS's policy service knows the addresses. */
  public static final String POLICY_URL = "scepter.issuing.wstep.policy-url";

  private static final String PREFIX = "scepter.issuing.elsewhere.";
  private static final URI NONE = URI.create("https://localhost/");

  public ElsewhereSettings {
    Objects.requireNonNull(backend);
    Objects.requireNonNull(url);
    Objects.requireNonNull(caFile);
    Objects.requireNonNull(call);
    Objects.requireNonNull(retryAfter);
    templates = Map.copyOf(templates);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static ElsewhereSettings from(SettingsReader reader) {
    Backend backend = reader.constant(BACKEND, Backend.class, Backend.LOCAL);
    if (backend != Backend.LOCAL) {
      requireAll(reader, urlKey(reader, backend), PREFIX + "ca-file");
    }
    return new ElsewhereSettings(
        backend,
        url(reader, backend),
        reader.path(PREFIX + "ca-file", Path.of("elsewhere/ca.pem")),
        CallSettings.from(reader, PREFIX),
        reader.duration(
            PREFIX + "retry-after",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(7)),
        reader.flag(PREFIX + "repeat-unclear", false),
        templates(reader));
  }

  private static void requireAll(SettingsReader reader, String... keys) {
    for (String key : keys) {
      if (reader.optional(key).isEmpty()) {
        reader.fault(key, "is needed where " + BACKEND + " is not local: the CA elsewhere");
      }
    }
  }

  private static String urlKey(SettingsReader reader, Backend backend) {
    boolean hasPolicy = backend == Backend.WSTEP && reader.optional(POLICY_URL).isPresent();
    return hasPolicy && reader.optional(PREFIX + "url").isEmpty() ? POLICY_URL : PREFIX + "url";
  }

  private static URI url(SettingsReader reader, Backend backend) {
    String key = urlKey(reader, backend);
    URI url = reader.url(key, NONE);
    boolean isOnThisMachine = url.getHost().matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");
    if (backend != Backend.CMP && !"https".equals(url.getScheme()) && !isOnThisMachine) {
      reader.fault(key, "must be an https URL");
    }
    return url;
  }

  private static Map<TemplateName, String> templates(SettingsReader reader) {
    Map<TemplateName, String> templates = new LinkedHashMap<>();
    String key = PREFIX + "templates";
    for (String pair : reader.list(key, "")) {
      int at = pair.indexOf('=');
      String theirs = pair.substring(at + 1).strip();
      if (at < 1 || !theirs.matches("[!-~][ -~]{0,127}")) {
        reader.fault(key, "\"" + pair + "\" must be OURS=THEIRS, theirs of up to 128 characters");
        continue;
      }
      try {
        templates.put(new TemplateName(pair.substring(0, at).strip()), theirs);
      } catch (IllegalArgumentException e) {
        reader.fault(key, "\"" + pair + "\": " + e.getMessage());
      }
    }
    return templates;
  }

  /** The name by which the other CA knows a template; empty if there is none. */
  public Optional<String> named(TemplateName template) {
    return Optional.ofNullable(templates.get(template));
  }
}
