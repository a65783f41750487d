package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Payara domain with the role {@code ndes} alone, beside the build's own domain in the same
 * installation. It is made as an operator makes it and has joined the running test server.
 */
public final class PayaraFront implements AutoCloseable {
  private static final String PAYARA = "scepter.test.payara";
  private static final String SERVER_CONFIG = "server-config";

  private final Path directory;
  private final String name;
  private final List<Integer> ports = OwnServer.freePorts(4);

  private PayaraFront(Path directory, String name) {
    this.directory = directory.toAbsolutePath();
    this.name = name;
  }

  public static boolean isPossible() {
    return System.getProperty(PAYARA) != null;
  }

  /** Adds a node inside, joins, prepares the domain and leaves it running. */
  public static PayaraFront start(Path directory, String name) {
    PayaraFront front = new PayaraFront(directory, name);
    TestServer inside = TestServer.running();
    Path bundle = front.directory.resolve("front.bundle");
    OwnServer.scepter(
            "node",
            List.of(
                "add",
                name,
                "--home",
                inside.home().toString(),
                "--url",
                inside.internal().toString(),
                "--to",
                bundle.toString()))
        .expectSuccess();
    Runtime.getRuntime().addShutdownHook(new Thread(front::close));
    front.prepare(bundle, inside.internal());
    return front;
  }

  private void prepare(Path bundle, URI inside) {
    Command.run(
            directory,
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SCEPTER_REGISTRATIONPOINT_URLS",
                inside.toString()),
            List.of(
                Path.of(SERVER_CONFIG, "payara/prepare").toAbsolutePath().toString(),
                "--payara",
                payara().toString(),
                "--home",
                home().toString(),
                "--war",
                Path.of(System.getProperty("scepter.test.war")).toAbsolutePath().toString(),
                "--domain",
                name,
                "--admin-port",
                ports.get(0).toString(),
                "--http-port",
                ports.get(1).toString(),
                "--https-port",
                ports.get(2).toString(),
                "--internal-port",
                ports.get(3).toString(),
                "--join",
                bundle.toString()))
        .expectSuccess();
  }

  private static Path payara() {
    return Path.of(System.getProperty(PAYARA)).toAbsolutePath();
  }

  private Path home() {
    return directory.resolve("home");
  }

  public TestServer handle() {
    return new TestServer(
        URI.create("http://localhost:" + ports.get(1)),
        URI.create("https://localhost:" + ports.get(2)),
        URI.create("https://localhost:" + ports.get(3)),
        home());
  }

  private Optional<ProcessHandle> process() {
    Path file = payara().resolve("glassfish/domains").resolve(name).resolve("config/pid");
    try {
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process().orElseThrow().pid();
  }

  @Override
  public void close() {
    process().ifPresent(PayaraFront::end);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
