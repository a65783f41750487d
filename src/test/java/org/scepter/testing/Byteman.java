package org.scepter.testing;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The agent that changes a server of a test's own by rules; the product knows nothing of it. */
final class Byteman {
  private Byteman() {}

  /** For {@link OwnServer#withAgent}: reads {@code rules} when the server starts. */
  static String agent(Path rules) {
    Path jar = jarOf(org.jboss.byteman.agent.Main.class);
    return jar + "=script:" + rules + ",boot:" + jar;
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
