package org.scepter.testing.proxies;

import java.nio.file.Path;

/**
 * Where a proxy runs in a test.
 *
 * @param directory its own
 */
record Place(Path directory, int httpPort, int httpsPort) {
  /** From where it calls Scepter: the address that the test server trusts. */
  static final String SOURCE = "127.0.0.2";

  String http() {
    return "127.0.0.1:" + httpPort;
  }

  String https() {
    return "127.0.0.1:" + httpsPort;
  }
}
