package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Command;
import org.scepter.testing.OwnServer;
import org.scepter.testing.TestServer;

/** A server with many faults names each one, with its cure; so does the command once it is gone. */
class CheckFaultsIT {
  @TempDir private static Path directory;

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void each_fault_has_its_line_and_its_cure() throws Exception {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    String nowhere = "https://localhost:" + closedPort();
    try (OwnServer own =
        OwnServer.prepare(Path.of("target", "faulty-server").toAbsolutePath())
            .with("scepter.platform.public-url", nowhere)
            .with("scepter.registrationpoint.health-url", nowhere)
            .with("scepter.scep.endpoint.mscep.encryption-template", "Displayed Name")) {
      TestServer server = own.start();
      Files.write(server.home().resolve("crp/authorisation.p12"), new byte[] {1});

      Command.Result found = CheckCommand.of(server, directory);

      assertThat(found.exit()).as(found.text() + found.err()).isEqualTo(1);
      assertThat(found.text())
          .contains("WARN  roles")
          .contains("Cure: put ndes on a server of its own in the DMZ")
          .contains("FAIL  public TLS          no handshake with " + nowhere)
          .contains("FAIL  public URL          " + nowhere)
          .contains("Cure: let something listen at " + nowhere.substring("https://".length()))
          .contains("FAIL  registration point  status 1 (Failed)")
          .contains("FAIL  expiry", "crp/authorisation.p12 cannot be opened")
          .contains("FAIL  templates           the endpoint mscep names Displayed Name")
          .contains("Cure: correct scepter.scep.endpoint.mscep.encryption-template")
          .contains("OK    CRL", "OK    clock               the database's clock");

      own.stop();
      Command.Result without = CheckCommand.of(server, directory);

      assertThat(without.exit()).isEqualTo(1);
      assertThat(without.text())
          .startsWith("FAIL  server              nothing listens at " + server.https())
          .contains("Cure: start the server", "FAIL  CRL", "FAIL  internal listener");
    }
  }
}
