package org.scepter.device.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.scepter.device.SecretToken;
import org.scepter.device.TokenMac;
import org.scepter.device.store.ApiTokenStore;
import org.scepter.platform.Caller;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;

/** Makes, shows, recognises and removes API tokens. */
@ApplicationScoped
public class ApiTokens {
  private final ApiTokenStore store;
  private final TokenMac mac;
  private final Clock clock;
  private final ApiTokenRules rules;
  private final Reporter reporter;

  ApiTokens() {
    this(null, null, null, null, null);
  }

  @Inject
  public ApiTokens(
      ApiTokenStore store, TokenMac mac, Clock clock, ApiTokenRules rules, Reporter reporter) {
    this.store = store;
    this.mac = mac;
    this.clock = clock;
    this.rules = rules;
    this.reporter = reporter;
  }

  /** A token that was just made, with its secret. */
  public record Created(ApiToken apiToken, SecretToken token) {
    public Created {
      Objects.requireNonNull(apiToken);
      Objects.requireNonNull(token);
    }
  }

  @Transactional
  public Result<Created> create(Result<JsonFields> body) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Result<Created> made =
        body.then(fields -> rules.validate(fields, now)).then(token -> add(token, rules.secret()));
    String object = made.fold(problem -> "token:", created -> named(created.apiToken().name()));
    return reporter.report("token.create", object, made);
  }

  private Result<Created> add(ApiToken apiToken, SecretToken secret) {
    return store.add(apiToken, mac.ofApiToken(secret.reveal()))
        ? Result.of(new Created(apiToken, secret))
        : Result.refused(
            Problem.conflict("Name taken", "There is a token " + apiToken.name() + " already."));
  }

  /** Who brings {@code secret}, if it is a token that is not expired. */
  @Transactional
  public Optional<Caller> caller(String secret) {
    return store
        .withMac(mac.ofApiToken(secret), clock.instant())
        .map(token -> new Caller(named(token.name()), token.roles()));
  }

  @Transactional
  public Optional<ApiToken> find(String name) {
    return store.find(name);
  }

  @Transactional
  public Page.Items<ApiToken> list(Page page) {
    return store.list(page);
  }

  /** Removes a token, which is refused from now on. */
  @Transactional
  public Result<Boolean> remove(String name) {
    if (!store.remove(name)) {
      return Result.refused(Problem.notFound("API token"));
    }
    return reporter.report("token.delete", named(name), Result.of(true));
  }

  private static String named(String name) {
    return "token:" + name;
  }
}
