package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.OwnServer;

/** A node that is not set up rightly does not start, and says everything that is wrong at once. */
class RefusedDeploymentIT {
  private static final Path DIRECTORY = Path.of("target", "refused-server").toAbsolutePath();
  private OwnServer own;

  @BeforeEach
  void prepare() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    own = OwnServer.prepare(DIRECTORY);
  }

  @AfterEach
  void end() {
    if (own != null) {
      own.close();
    }
  }

  @Test
  void wrong_settings_stop_the_deployment_with_a_list_of_all_of_them() {
    own.with("scepter.roles", "ndes,butler")
        .with("scepter.console.allowed-addresses", "everywhere")
        .with("scepter.scep.endpoint.mscep.authority", "guess")
        .with("scepter.scep.max-message-bytes", "many");

    String log = own.startInVain();

    assertThat(log)
        .contains("scepter.roles", "butler")
        .contains("scepter.console.allowed-addresses", "everywhere")
        .contains(
            "scepter.scep.endpoint.mscep.authority: must be issued-challenge, password, intune,"
                + " webhook or none")
        .contains("scepter.scep.max-message-bytes: must be a whole number");
  }

  @Test
  void a_directory_that_is_no_home_stops_the_deployment_with_the_command_to_run() throws Exception {
    Files.delete(own.home().resolve("scepter-home.properties"));

    assertThat(own.startInVain()).contains("scepter init --home " + own.home());
  }

  @Test
  void the_home_of_another_database_stops_the_deployment() throws Exception {
    own.start();
    own.stop();
    Path database = own.home().resolve("db");
    Path kept = DIRECTORY.resolve("kept-db");
    OwnServer.copy(database, kept);
    own = OwnServer.prepare(DIRECTORY.resolveSibling("foreign-server"));
    OwnServer.copy(kept, own.home().resolve("db"));

    assertThat(own.startInVain()).contains("another home");
    assertThat(Files.readString(own.home().resolve("logs/crpsetup.log")))
        .contains("another home", "<![LOG[CRP.msi exited with return code: 1603]LOG]!>");
  }
}
