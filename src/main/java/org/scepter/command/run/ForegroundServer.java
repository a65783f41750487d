package org.scepter.command.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running server, which never outlives the process that started it unless that is killed. */
final class ForegroundServer implements AutoCloseable {
  private static final Duration STOPPING_TIME = Duration.ofSeconds(60);

  private final RunOptions options;
  private final Process process;
  private final ServerOutput output = new ServerOutput();

  private ForegroundServer(RunOptions options, Process process) {
    this.options = options;
    this.process = process;
  }

  static ForegroundServer start(RunOptions options) throws IOException {
    Files.createDirectories(options.serverLogs());
    List<String> command = new ArrayList<>();
    command.add(options.wildfly().resolve("bin/standalone.sh").toString());
    // Beside the home and not in the server's directory, which `mvn clean` removes.
    command.add("-Djboss.server.log.dir=" + options.serverLogs());
    options.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    options.forThisJava(builder.environment());
    ForegroundServer server = new ForegroundServer(options, builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop server"));
    server.output.follow(server.process);
    return server;
  }

  /** Returns when the application answers; otherwise says why it does not. */
  void awaitDeployment(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!Files.exists(options.deploymentMarker("deployed"))) {
      if (Files.exists(options.deploymentMarker("failed"))) {
        throw new CannotRunException("the deployment failed: " + reason());
      }
      if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
        throw new CannotRunException(
            "the server ended with code %d before it was ready, see %s; its last words:%n%s"
                .formatted(process.exitValue(), serverLog(), output.last()));
      }
      if (System.nanoTime() > end) {
        throw new CannotRunException(
            "the deployment took longer than %s, see %s".formatted(limit, serverLog()));
      }
    }
  }

  private Path serverLog() {
    return options.serverLogs().resolve("server.log");
  }

  private String reason() throws IOException {
    return new DeploymentReport(Files.readString(options.deploymentMarker("failed"))).reason()
        + System.lineSeparator()
        + "  more in "
        + serverLog();
  }

  int awaitEnd() throws InterruptedException {
    output.open();
    return process.waitFor();
  }

  @Override
  public void close() {
    stop();
  }

  // Both the start script and the server's Java below it; waiting keeps the terminal until the
  // ports are free.
  private void stop() {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : family) {
      try {
        each.onExit().get(STOPPING_TIME.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        each.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
