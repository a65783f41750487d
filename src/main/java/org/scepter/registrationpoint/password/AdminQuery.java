package org.scepter.registrationpoint.password;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/** A query to mscep_admin; names count without regard to case, as they do on IIS. */
record AdminQuery(Map<String, String> values) {
  private static final int MAX_LENGTH = 8192;

  /** What is wanted. */
  enum Operation {
    /** No operation: the page for people. */
    PAGE,
    /** NDESGenerateChallenge: a password and nothing else. */
    GENERATE_CHALLENGE,
    /** NDESGetCACertThumbprint. */
    CA_THUMBPRINT,
    UNKNOWN
  }

  AdminQuery {
    values = Map.copyOf(values);
  }

  /** Empty if it is too long, names something twice or is not escaped as it should be. */
  static Optional<AdminQuery> read(String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw == null || raw.isEmpty()) {
      return Optional.of(new AdminQuery(values));
    }
    if (raw.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        if (values.put(decoded(name).toLowerCase(Locale.ROOT), decoded(value)) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new AdminQuery(values));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  Operation operation() {
    return switch (value("operation").orElse("").toLowerCase(Locale.ROOT)) {
      case "" -> Operation.PAGE;
      case "ndesgeneratechallenge" -> Operation.GENERATE_CHALLENGE;
      case "ndesgetcacertthumbprint" -> Operation.CA_THUMBPRINT;
      default -> Operation.UNKNOWN;
    };
  }

  Optional<String> endpoint() {
    return value("endpoint");
  }

  static Optional<EndpointName> endpointName(String text) {
    try {
      return Optional.of(new EndpointName(text.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What {@code keyUsage} and {@code params} say of the request; empty if they say nonsense. */
  Optional<OneTimePassword.Scope> scope() {
    try {
      Optional<KeyUsageMask> usage =
          value("keyusage").map(text -> KeyUsageMask.of(Integer.decode(text)));
      Optional<SubjectName> subject =
          value("params").isEmpty()
              ? Optional.empty()
              : Optional.of(SubjectName.parse(value("params").get()));
      return Optional.of(new OneTimePassword.Scope(usage, subject));
    } catch (IllegalArgumentException | UnreadableException e) {
      return Optional.empty();
    }
  }
}
