package org.scepter.command.run;

import java.io.IOException;
import java.time.Duration;

/**
 * {@code run --wildfly DIR --home DIR --war FILE --scripts DIR}: the foreground server behind
 * {@code mvn -Prun}. Every expected fault is one line on standard error and a non-zero exit.
 */
public final class RunCommand {
  private static final Duration STARTING_TIME = Duration.ofMinutes(5);

  private RunCommand() {}

  /** Ends the JVM itself, so that Maven adds no report of its own to a fault that was named. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) throws InterruptedException {
    try {
      RunOptions options = RunOptions.parse(arguments, System.getProperties());
      options.ports().requireFree();
      options.prepareServer();
      return serve(options);
    } catch (CannotRunException e) {
      System.err.println("scepter: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      System.err.println("scepter: " + e);
      return 1;
    }
  }

  private static int serve(RunOptions options) throws IOException, InterruptedException {
    System.out.println("Starting WildFly in " + options.wildfly() + " …");
    try (ForegroundServer server = ForegroundServer.start(options)) {
      server.awaitDeployment(STARTING_TIME);
      System.out.println(ReadyNotice.of(options));
      return server.awaitEnd();
    }
  }
}
