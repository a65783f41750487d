package org.scepter.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code scepter check}, as an operator runs it. */
public final class CheckCommand {
  private CheckCommand() {}

  /**
   * Looks at a server.
   *
   * @param directory for what it prints
   * @param settings {@code name=value}, beside those of the server's ports
   */
  public static Command.Result of(TestServer server, Path directory, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of("server-config/scepter").toAbsolutePath().toString(),
                "--war",
                Path.of(System.getProperty("scepter.test.war")).toAbsolutePath().toString(),
                "check",
                "--home",
                server.home().toString(),
                "--set",
                "scepter.platform.https-port=" + server.https().getPort(),
                "--set",
                "scepter.platform.internal-port=" + server.internal().getPort()));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return Command.run(directory, Map.of("JAVA_HOME", System.getProperty("java.home")), words);
  }
}
