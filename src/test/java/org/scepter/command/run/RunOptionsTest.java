package org.scepter.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
  private static final String[] COMPLETE = {
    "--wildfly", "w", "--home", "h", "--war", "s.war", "--scripts", "c"
  };

  @Test
  void only_the_servers_own_properties_reach_it() {
    Properties system = new Properties();
    system.setProperty("scepter.platform.http-port", "9080");
    system.setProperty("jboss.bind.address", "0.0.0.0");
    system.setProperty("user.name", "someone");
    system.setProperty("init.organisation", "Somebody's");

    RunOptions options = RunOptions.parse(COMPLETE, system);

    assertThat(options.properties())
        .containsOnlyKeys("scepter.platform.http-port", "jboss.bind.address");
    assertThat(options.ports()).isEqualTo(new Ports("0.0.0.0", 9080, 8443, 9443, 9990));
    assertThat(options.initial())
        .containsExactly(
            "init.organisation=Somebody's",
            "init.public-http-url=http://localhost:9080",
            "init.public-url=https://localhost:8443",
            "init.trial=true");
  }

  @Test
  void a_missing_option_is_named() {
    assertThatThrownBy(() -> RunOptions.parse(new String[] {"--home", "h"}, new Properties()))
        .isInstanceOf(CannotRunException.class)
        .hasMessageContaining("--wildfly");
  }

  @Test
  void a_port_that_is_no_number_is_named() {
    assertThatThrownBy(() -> Ports.of(Map.of("scepter.platform.https-port", "https")))
        .isInstanceOf(CannotRunException.class)
        .hasMessage("scepter.platform.https-port=https is not a port number");
  }

  @Test
  void a_busy_port_is_named_with_the_property_that_moves_it() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = Ports.of(Map.of("scepter.platform.http-port", "" + busy.getLocalPort()));

      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(CannotRunException.class)
          .hasMessageContaining("port " + busy.getLocalPort() + " on 127.0.0.1")
          .hasMessageContaining("-Dscepter.platform.http-port=PORT");
    }
  }
}
