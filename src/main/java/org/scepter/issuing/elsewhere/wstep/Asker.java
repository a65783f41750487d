package org.scepter.issuing.elsewhere.wstep;

import java.nio.file.Path;
import java.security.Provider;
import java.util.Optional;
import org.scepter.issuing.elsewhere.http.ClientKey;
import org.scepter.issuing.elsewhere.http.SecretFile;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;

/** As whom AD CS is asked; passwords and keys are read when they are needed. */
final class Asker {
  private final WstepSettings settings;
  private final ScepterHome home;
  private final Provider provider;

  /**
   * @throws org.scepter.platform.UnusableHomeException if a file cannot be used
   */
  Asker(WstepSettings settings, ScepterHome home, Provider provider) {
    this.settings = settings;
    this.home = home;
    this.provider = provider;
    account();
    settings.agentKey().ifPresent(file -> ClientKey.read(home, file, settings.agentKeyPassword()));
  }

  Optional<Soap.Account> account() {
    return settings
        .userName()
        .map(
            name ->
                new Soap.Account(
                    name, SecretFile.read(path(settings.passwordFile().orElseThrow()))));
  }

  private Path path(Path file) {
    return home.directory().resolve(file);
  }

  /** The device's request as it is, or signed by the enrolment agent. */
  String token(Der pkcs10, String template) {
    return settings
        .agentKey()
        .map(file -> ClientKey.read(home, file, settings.agentKeyPassword()))
        .map(agent -> AgentRequest.of(pkcs10, agent, provider))
        .map(signed -> Soap.issue("PKCS7", signed.base64(), template))
        .orElseGet(() -> Soap.issue("PKCS10", pkcs10.base64(), template));
  }
}
