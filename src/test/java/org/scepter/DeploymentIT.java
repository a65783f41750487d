package org.scepter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

@ArquillianTest
class DeploymentIT {
  @Test
  void the_war_is_deployed_at_the_root() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(System.getProperty("scepter.test.http-url") + "/").toURL().openConnection();

    assertThat(connection.getResponseCode()).isPositive();
    assertThat(
            Files.exists(
                Path.of(System.getProperty("scepter.test.wildfly"))
                    .resolve("standalone/deployments/scepter.war.deployed")))
        .isTrue();
  }
}
