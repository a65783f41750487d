package org.scepter.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A WildFly of a test's own, to be started, stopped and killed: the build's server with another
 * base directory, home and ports. Only for tests that must see a server end.
 */
public final class OwnServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);
  private static final String WILDFLY = "scepter.test.wildfly";

  private final Path wildfly = Path.of(System.getProperty(WILDFLY)).toAbsolutePath();
  private final Path directory;
  private final int httpPort;
  private final int httpsPort;
  private final int internalPort;
  private final int managementPort;
  private final Map<String, String> properties = new TreeMap<>();
  private final List<String> initSettings;
  private Optional<String> javaAgent = Optional.empty();
  private Optional<Process> script = Optional.empty();

  private OwnServer(Path directory, List<Integer> ports, List<String> initSettings) {
    this.initSettings = initSettings;
    this.directory = directory.toAbsolutePath();
    this.httpPort = ports.get(0);
    this.httpsPort = ports.get(1);
    this.internalPort = ports.get(2);
    this.managementPort = ports.get(3);
  }

  /**
   * False on a server that is no WildFly, and on a database outside the home: it belongs to the
   * test server's home alone.
   */
  public static boolean isPossible() {
    return System.getProperty(WILDFLY) != null && System.getenv("SCEPTER_DATABASE_URL") == null;
  }

  /** Prepares a server with an empty base directory and a new home below {@code directory}. */
  public static OwnServer prepare(Path directory) {
    return prepare(directory, "init.root.key-type=rsa-2048");
  }

  /** The same with the given settings of {@code scepter init}, beside those of its URLs. */
  public static OwnServer prepare(Path directory, String... initSettings) {
    OwnServer server = new OwnServer(directory, freePorts(4), List.of(initSettings));
    server.layOut();
    return server;
  }

  /** True where a WildFly keeps its data outside the home, so that several can share them. */
  public static boolean canShareItsDatabase() {
    return System.getProperty(WILDFLY) != null && System.getenv("SCEPTER_DATABASE_URL") != null;
  }

  /**
   * A server with the roles {@code crp}, {@code site} and {@code ca} and a copy of the running test
   * server's home, so that they are nodes on one database.
   */
  public static OwnServer besideTheTestServer(Path directory) {
    OwnServer server = new OwnServer(directory, freePorts(4), List.of());
    server.layOutServer();
    TestServer running = TestServer.running();
    for (String part :
        List.of(
            "scepter-home.properties",
            "secrets",
            "ca",
            "ra",
            "crp",
            "ndes",
            "tls",
            "certmgr.box",
            "certificates",
            "realm")) {
      copy(running.home().resolve(part), server.home().resolve(part));
    }
    created(server.home().resolve("logs"));
    return server.with("scepter.roles", "crp,site,ca");
  }

  /** A server with the roles {@code crp}, {@code site} and {@code ca}. */
  public static OwnServer inside(Path directory) {
    return prepare(directory).with("scepter.roles", "crp,site,ca");
  }

  /**
   * A server with the role {@code ndes} alone, no database, and the home of a node that has joined
   * the first of {@code inside}, which runs.
   */
  public static OwnServer inFront(Path directory, String name, OwnServer... inside) {
    OwnServer server = new OwnServer(directory, freePorts(4), List.of());
    server.layOutServer();
    scepter("node", server.expectedBy(name, inside)).expectSuccess();
    return server
        .with("scepter.roles", "ndes")
        .with("scepter.h2.url", "jdbc:h2:mem:unused;MODE=PostgreSQL;DB_CLOSE_DELAY=-1")
        .with("scepter.registrationpoint.urls", String.join(",", listeners(inside)));
  }

  private List<String> expectedBy(String name, OwnServer... inside) {
    Path bundle = directory.resolve(name + ".bundle");
    List<String> add =
        new ArrayList<>(
            List.of("add", name, "--home", inside[0].home().toString(), "--to", bundle.toString()));
    listeners(inside).forEach(url -> add.addAll(List.of("--url", url)));
    scepter("node", add).expectSuccess();
    return List.of("join", bundle.toString(), "--home", home().toString());
  }

  private static List<String> listeners(OwnServer... inside) {
    return Stream.of(inside).map(each -> each.handle().internal().toString()).toList();
  }

  /** Runs the command {@code scepter}. */
  public static Command.Result scepter(String name, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of("server-config/scepter").toAbsolutePath().toString(),
                "--war",
                Path.of(System.getProperty("scepter.test.war")).toAbsolutePath().toString(),
                name));
    command.addAll(options);
    return Command.run(
        created(Path.of("target").toAbsolutePath()),
        Map.of("JAVA_HOME", System.getProperty("java.home")),
        command);
  }

  private void layOutServer() {
    forgetEarlierRun();
    for (String directory : List.of("configuration", "deployments")) {
      copyFiles(wildfly.resolve("standalone").resolve(directory), base().resolve(directory));
    }
  }

  /** Without what the build's server writes there while it runs: its history and its markers. */
  private static void copyFiles(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      files
          .filter(Files::isRegularFile)
          .filter(each -> !each.getFileName().toString().startsWith("scepter.war."))
          .forEach(each -> copy(each, to.resolve(each.getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void layOut() {
    layOutServer();
    makeHome(home());
    copy(TestServer.running().home().resolve("realm"), home().resolve("realm"));
    copy(
        TestServer.running().home().resolve("secrets/admin.password"),
        home().resolve("secrets/admin.password"));
  }

  private void forgetEarlierRun() {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> old = Files.walk(directory)) {
      old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code scepter init} for this server's URLs. */
  public void makeHome(Path home) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--home",
                home.toString(),
                "--set",
                "init.public-url=https://localhost:" + httpsPort,
                "--set",
                "init.public-http-url=http://localhost:" + httpPort));
    initSettings.forEach(setting -> options.addAll(List.of("--set", setting)));
    scepter("init", options).expectSuccess();
  }

  /** Ports of which nothing listens at any now. */
  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path created(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a file or a tree. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          created(target.getParent());
          Files.copy(
              each,
              target,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path base() {
    return directory.resolve("standalone");
  }

  public Path home() {
    return directory.resolve("home");
  }

  /** Runs {@code reload-tls}, as the timer of a deployment does. */
  public void reloadTls() {
    Command.run(
            created(Path.of("target").toAbsolutePath()),
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            List.of(
                Path.of("server-config/wildfly/reload-tls").toAbsolutePath().toString(),
                "--wildfly",
                wildfly.toString(),
                "--controller",
                "localhost:" + managementPort))
        .expectSuccess();
  }

  /** Lets client certificates of another CA through the handshake, as an operator does. */
  public Command.Result trustRoot(Path root) {
    return Command.run(
            created(Path.of("target").toAbsolutePath()),
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            List.of(
                Path.of("server-config/wildfly/trust-root").toAbsolutePath().toString(),
                "--wildfly",
                wildfly.toString(),
                "--controller",
                "localhost:" + managementPort,
                "--home",
                home().toString(),
                "--root",
                root.toAbsolutePath().toString(),
                "--war",
                Path.of(System.getProperty("scepter.test.war")).toAbsolutePath().toString()))
        .expectSuccess();
  }

  /** The server's own log. */
  public Path log() {
    return base().resolve("log/server.log");
  }

  /** Sets a system property for the next start. */
  public OwnServer with(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /** A system property of the next start. */
  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  /** Takes a system property back. */
  public OwnServer without(String property) {
    properties.remove(property);
    return this;
  }

  /** A {@code -javaagent} for the next starts, with packages that all class loaders share. */
  public OwnServer withAgent(String agent) {
    this.javaAgent = Optional.of(agent);
    return this;
  }

  /** No agent from the next start on. */
  public OwnServer withoutAgent() {
    this.javaAgent = Optional.empty();
    return this;
  }

  public TestServer handle() {
    return new TestServer(
        URI.create("http://localhost:" + httpPort),
        URI.create("https://localhost:" + httpsPort),
        URI.create("https://localhost:" + internalPort),
        home());
  }

  /** Starts and waits until the WAR is deployed. */
  public TestServer start() {
    Path outcome = launch();
    if (!outcome.endsWith("scepter.war.deployed")) {
      throw new AssertionError("not deployed: " + read(outcome) + "\n" + tail());
    }
    return handle();
  }

  /** Starts, waits until the WAR's deployment has failed and returns the server's log. */
  public String startInVain() {
    Path outcome = launch();
    if (!outcome.endsWith("scepter.war.failed")) {
      throw new AssertionError("deployed, though it should not be");
    }
    return read(outcome) + "\n" + read(log());
  }

  private Path launch() {
    removeMarkers();
    List<String> command = new ArrayList<>();
    command.add(wildfly.resolve("bin/standalone.sh").toString());
    command.add("-Djboss.server.base.dir=" + base());
    command.add("-Djboss.management.http.port=" + managementPort);
    // WildFly gives a deployment up after five minutes, which a busy machine may need.
    command.add("-Djboss.as.management.blocking.timeout=" + START.toSeconds());
    command.add("-Dscepter.platform.http-port=" + httpPort);
    command.add("-Dscepter.platform.https-port=" + httpsPort);
    command.add("-Dscepter.platform.internal-port=" + internalPort);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SCEPTER_HOME", home().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", javaOptions());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("console.txt").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      Files.deleteIfExists(log());
      script = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    return Eventually.get("the deployment's end\n" + tail(), START, this::outcome);
  }

  private String javaOptions() {
    String shared = javaAgent.isPresent() ? "org.jboss.byteman" : "org.jboss.none";
    // Most of what these servers do is to start, which takes half the time without the second
    // compiler.
    return "-Xms64m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true -Djboss.modules.system.pkgs="
        + shared
        + javaAgent.map(agent -> " -javaagent:" + agent).orElse("");
  }

  private Optional<Path> outcome() {
    if (script.filter(Process::isAlive).isEmpty()) {
      throw new AssertionError("the server has ended\n" + tail());
    }
    Path deployments = base().resolve("deployments");
    return Stream.of("scepter.war.deployed", "scepter.war.failed")
        .map(deployments::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  private void removeMarkers() {
    try (Stream<Path> files = Files.list(base().resolve("deployments"))) {
      for (Path each : (Iterable<Path>) files::iterator) {
        if (each.getFileName().toString().startsWith("scepter.war.")) {
          Files.delete(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    String all = read(directory.resolve("console.txt")) + read(log());
    return all.substring(Math.max(0, all.length() - 6000));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of the server's Java; there is one while it runs. */
  public long pid() {
    return script.stream()
        .flatMap(Process::descendants)
        .filter(each -> each.info().command().filter(it -> it.endsWith("java")).isPresent())
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }

  /** SIGKILL, for the server's Java and its start script. */
  public void kill() {
    end(ProcessHandle::destroyForcibly);
  }

  /** SIGTERM, and time to obey. */
  public void stop() {
    end(ProcessHandle::destroy);
  }

  private void end(java.util.function.Consumer<ProcessHandle> signal) {
    List<ProcessHandle> family = new ArrayList<>();
    script.ifPresent(
        process -> {
          family.addAll(process.descendants().toList());
          family.add(process.toHandle());
        });
    family.forEach(signal);
    family.forEach(OwnServer::awaitEnd);
    script = Optional.empty();
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
