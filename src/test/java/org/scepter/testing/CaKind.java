package org.scepter.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** What key the issuing CA of a server has. */
public enum CaKind {
  RSA("an RSA CA") {
    @Override
    public TestServer server() {
      return TestServer.running();
    }
  },
  /** Root and issuing CA have EC keys; the RA's stay RSA. */
  EC("an EC CA") {
    @Override
    public TestServer server() {
      assumeTrue(OwnServer.isPossible(), "only a WildFly is started here");
      return EcServer.RUNNING;
    }
  };

  private final String name;

  CaKind(String name) {
    this.name = name;
  }

  /** The server; the one with EC keys is started at the first call and runs until the JVM ends. */
  public abstract TestServer server();

  @Override
  public String toString() {
    return name;
  }

  private static final class EcServer {
    static final TestServer RUNNING =
        OwnServer.prepare(
                Path.of("target", "ec-server"),
                "init.root.key-type=ec-p384",
                "init.issuing.key-type=ec-p256")
            .with("scepter.crypto.provider", "bc")
            .start();
  }
}
