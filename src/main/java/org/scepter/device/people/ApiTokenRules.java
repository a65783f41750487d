package org.scepter.device.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scepter.device.DeviceSettings;
import org.scepter.device.SecretToken;
import org.scepter.platform.JsonFields;
import org.scepter.platform.PersonRole;
import org.scepter.platform.RequestFacts;
import org.scepter.platform.Result;
import org.scepter.platform.SettingsReader;

/** The rules between an API token as written and one that can be used. */
@ApplicationScoped
public class ApiTokenRules {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final SecureRandom random;
  private final RequestFacts facts;
  private final Duration lifetime;

  ApiTokenRules() {
    this.random = null;
    this.facts = null;
    this.lifetime = null;
  }

  @Inject
  public ApiTokenRules(SecureRandom random, RequestFacts facts, SettingsReader reader) {
    this.random = random;
    this.facts = facts;
    this.lifetime = DeviceSettings.from(reader).apiTokenLifetime();
  }

  SecretToken secret() {
    return SecretToken.random(random);
  }

  /** {@code {"name","roles":["operator"],"lifetime"?:"P90D"}}. */
  Result<ApiToken> validate(JsonFields fields, Instant now) {
    String name = fields.text("name").orElse("");
    if (!name.matches(NAME)) {
      fields.fault(
          "name",
          "must have 1 to 64 ASCII letters, digits and ._-, beginning with a letter or digit");
    }
    Set<PersonRole> roles = roles(fields.texts("roles").orElse(List.of()), fields);
    Duration life = lifetime(fields.text("lifetime"), fields);
    String creator = facts.caller().name();
    return fields.orFaults(() -> new ApiToken(name, roles, creator, now, now.plus(life)));
  }

  private static Set<PersonRole> roles(List<String> written, JsonFields fields) {
    Set<PersonRole> roles = EnumSet.noneOf(PersonRole.class);
    for (PersonRole role : PersonRole.values()) {
      if (written.contains(role.name().toLowerCase(Locale.ROOT))) {
        roles.add(role);
      }
    }
    if (roles.isEmpty() || roles.size() != written.size()) {
      fields.fault("roles", "must be a list of administrator, operator, auditor, each once");
    }
    return roles;
  }

  private Duration lifetime(Optional<String> written, JsonFields fields) {
    Duration life;
    try {
      life = written.map(Duration::parse).orElse(lifetime);
    } catch (DateTimeParseException | ArithmeticException e) {
      life = Duration.ZERO;
    }
    if (life.compareTo(Duration.ofMinutes(1)) < 0
        || life.compareTo(DeviceSettings.MAX_API_TOKEN_LIFETIME) > 0) {
      fields.fault("lifetime", "must be an ISO 8601 duration from PT1M to P366D");
    }
    return life;
  }
}
