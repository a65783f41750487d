package org.scepter.command.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where server, home and WAR are, and the settings for the server's start.
 *
 * @param wildfly a WildFly of one's own, prepared on first use
 * @param home the home, made on first use
 * @param scripts the directory {@code server-config/wildfly}
 * @param initial settings for the home's first preparation, {@code init.NAME=VALUE}: a trial on
 *     localhost unless system properties {@code init.*} say otherwise
 * @param properties system properties {@code scepter.*} and {@code jboss.*} for the server
 */
record RunOptions(
    Path wildfly,
    Path home,
    Path war,
    Path scripts,
    List<String> initial,
    Map<String, String> properties) {

  private static final Set<String> NAMES = Set.of("--wildfly", "--home", "--war", "--scripts");

  static RunOptions parse(String[] arguments, Properties system) {
    Map<String, Path> paths = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new CannotRunException(arguments[i] + " needs a value");
      }
      if (NAMES.contains(arguments[i])) {
        paths.put(arguments[i], Path.of(arguments[i + 1]).toAbsolutePath().normalize());
      } else {
        throw new CannotRunException("unknown option " + arguments[i]);
      }
    }
    if (!paths.keySet().equals(NAMES)) {
      throw new CannotRunException("--wildfly, --home, --war and --scripts are needed");
    }
    Map<String, String> properties = startingWith(system, "scepter.", "jboss.");
    return new RunOptions(
        paths.get("--wildfly"),
        paths.get("--home"),
        paths.get("--war"),
        paths.get("--scripts"),
        initial(Ports.of(properties), startingWith(system, "init.")),
        properties);
  }

  private static Map<String, String> startingWith(Properties system, String... prefixes) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : system.stringPropertyNames()) {
      if (Stream.of(prefixes).anyMatch(name::startsWith)) {
        properties.put(name, system.getProperty(name));
      }
    }
    return properties;
  }

  private static List<String> initial(Ports ports, Map<String, String> wanted) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("init.trial", "true");
    settings.put("init.public-url", "https://localhost:" + ports.https());
    settings.put("init.public-http-url", "http://localhost:" + ports.http());
    settings.putAll(wanted);
    return settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  Ports ports() {
    return Ports.of(properties);
  }

  Path serverLogs() {
    return home.resolve("logs/server");
  }

  /**
   * The file that the deployment scanner leaves beside the WAR: {@code .deployed}, {@code .failed}.
   */
  Path deploymentMarker(String suffix) {
    return wildfly.resolve("standalone/deployments/scepter.war." + suffix);
  }

  /** Runs the operator's own script, so that what it does is proven at each trial. */
  void prepareServer() throws IOException, InterruptedException {
    requireWritableHome();
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                scripts.resolve("prepare").toString(),
                "--wildfly",
                wildfly.toString(),
                "--home",
                home.toString(),
                "--war",
                war.toString(),
                "--dedicated"));
    for (String setting : initial) {
      command.addAll(List.of("--set", setting));
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    forThisJava(builder.environment());
    if (builder.start().waitFor() != 0) {
      throw new CannotRunException("the server could not be prepared, see above");
    }
  }

  private void requireWritableHome() {
    Path directory = home;
    while (!Files.exists(directory) && directory.getParent() != null) {
      directory = directory.getParent();
    }
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw new CannotRunException("no right to write in " + directory + ", where the home is");
    }
  }

  /** The server runs on the Java that runs this, whatever the environment names. */
  void forThisJava(Map<String, String> environment) {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SCEPTER_HOME", home.toString());
    environment.remove("JBOSS_HOME");
    environment.remove("JAVA");
  }
}
