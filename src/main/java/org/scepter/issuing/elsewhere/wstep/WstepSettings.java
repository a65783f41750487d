package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.scepter.issuing.elsewhere.ElsewhereSettings;
import org.scepter.platform.SettingsReader;

/**
 * As whom AD CS is asked; the names are those below {@code scepter.issuing.wstep.}, files are
 * paths, relative to the home. Without a user name the client certificate says it.
 *
 * @param userName {@code user-name}: of an account of the domain
 * @param passwordFile {@code password-file}, needed with a user name: its password, in a file that
 *     its owner alone can read
 * @param agentKey {@code agent-key}: PKCS#12 with an enrolment agent's key; requests are then
 *     signed by it, as templates may demand
 * @param agentKeyPassword {@code agent-key-password-file}: the home's own password without it
 * @param policyUrl {@code policy-url}: a policy service (MS-XCEP) that says where each template is
 *     enrolled for, in the place of {@code scepter.issuing.elsewhere.url}
 */
public record WstepSettings(
    Optional<String> userName,
    Optional<Path> passwordFile,
    Optional<Path> agentKey,
    Optional<Path> agentKeyPassword,
    Optional<URI> policyUrl) {
  private static final String PREFIX = "scepter.issuing.wstep.";

  public WstepSettings {
    Objects.requireNonNull(userName);
    Objects.requireNonNull(passwordFile);
    Objects.requireNonNull(agentKey);
    Objects.requireNonNull(agentKeyPassword);
    Objects.requireNonNull(policyUrl);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static WstepSettings from(SettingsReader reader) {
    Optional<String> user = reader.optional(PREFIX + "user-name");
    if (user.filter(name -> !name.matches("[^\\p{Cntrl}]{1,256}")).isPresent()) {
      reader.fault(PREFIX + "user-name", "must be up to 256 characters");
    }
    Optional<Path> password = file(reader, PREFIX + "password-file");
    if (user.isPresent() != password.isPresent()) {
      reader.fault(PREFIX + "password-file", "and user-name go together");
    }
    if (user.isEmpty() && reader.optional("scepter.issuing.elsewhere.client-key").isEmpty()) {
      reader.fault(PREFIX + "user-name", "or scepter.issuing.elsewhere.client-key is needed");
    }
    return new WstepSettings(
        user,
        password,
        file(reader, PREFIX + "agent-key"),
        file(reader, PREFIX + "agent-key-password-file"),
        policyUrl(reader));
  }

  private static Optional<URI> policyUrl(SettingsReader reader) {
    if (reader.optional(ElsewhereSettings.POLICY_URL).isEmpty()) {
      return Optional.empty();
    }
    if (reader.optional("scepter.issuing.elsewhere.url").isPresent()) {
      reader.fault(
          ElsewhereSettings.POLICY_URL, "counts for nothing beside scepter.issuing.elsewhere.url");
    }
    return Optional.ofNullable(reader.url(ElsewhereSettings.POLICY_URL, null));
  }

  private static Optional<Path> file(SettingsReader reader, String key) {
    return Optional.ofNullable(reader.path(key, null));
  }
}
