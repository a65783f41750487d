package org.scepter.registrationpoint.intune;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.scepter.registrationpoint.outside.OutsideFaultException;
import org.scepter.registrationpoint.outside.OutsideHttp;

/**
 * Tokens of the app registration (OAuth 2.0 client credentials, RFC 6749 §4.4), one for each scope,
 * kept until shortly before they end. Two callers may fetch one at the same time: nobody waits for
 * another one's call.
 */
final class AccessTokens {
  // What is under way with a token shall arrive before it ends.
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final IntuneSettings settings;
  private final OutsideHttp http;
  private final Clock clock;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  AccessTokens(IntuneSettings settings, OutsideHttp http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /** A bearer token; no record, so that nothing prints it. */
  static final class Token {
    private final String secret;
    private final Instant end;

    private Token(String secret, Instant end) {
      this.secret = secret;
      this.end = end;
    }

    String header() {
      return "Bearer " + secret;
    }
  }

  Token of(String scope) throws OutsideFaultException {
    Instant now = clock.instant();
    Token kept = tokens.get(scope);
    if (kept != null && now.isBefore(kept.end)) {
      return kept;
    }
    Token fresh = fetch(scope, now);
    tokens.put(scope, fresh);
    return fresh;
  }

  /** That one was refused; whoever needs one gets another. */
  void forget(String scope, Token refused) {
    tokens.remove(scope, refused);
  }

  private Token fetch(String scope, Instant now) throws OutsideFaultException {
    String secret;
    try {
      secret = settings.clientSecret();
    } catch (UncheckedIOException e) {
      throw new OutsideFaultException("scepter.intune.client-secret-file cannot be read");
    }
    JsonObject answer =
        http.send(
                HttpRequest.newBuilder(
                        URI.create(
                            settings.loginUrl() + "/" + settings.tenant() + "/oauth2/v2.0/token"))
                    .timeout(settings.transport().requestTimeout())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(form(scope, secret)))
                    .build())
            .json();
    Optional<String> token =
        IntuneMessages.text(answer, "access_token")
            .filter(text -> text.matches("[A-Za-z0-9._~+/=-]{1,16384}"));
    if (token.isEmpty() || !(answer.get("expires_in") instanceof JsonNumber seconds)) {
      throw new OutsideFaultException("the answer to the request for a token has none");
    }
    Duration life = Duration.ofSeconds(seconds.longValue());
    Duration kept = life.compareTo(LONGEST) > 0 ? LONGEST : life;
    return new Token(token.get(), now.plus(kept).minus(MARGIN));
  }

  private String form(String scope, String secret) {
    return Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            settings.clientId(),
            "client_secret",
            secret,
            "scope",
            scope)
        .entrySet()
        .stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
