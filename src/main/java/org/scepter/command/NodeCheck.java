package org.scepter.command;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.command.local.LocalApi;
import org.scepter.command.local.NoAnswerException;
import org.scepter.command.local.NodeSettings;
import org.scepter.diagnostics.CheckReport;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.node.NodeChecks;
import org.scepter.diagnostics.outside.LocalServer;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

/**
 * Looks at what makes devices fail. A server that has the API is asked to look by itself; where it
 * has none or does not answer, this process sees what home and settings show from outside.
 */
final class NodeCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  // It asks some twenty questions, each bounded.
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final ScepterHome home;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final Map<String, String> environment;

  NodeCheck(
      ScepterHome home,
      PrintStream out,
      PrintStream err,
      Clock clock,
      Map<String, String> environment) {
    this.home = home;
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
  }

  /** Prints a line for each finding; the exit status is 1 if one of them is FAIL. */
  int run(Arguments arguments) {
    SettingsReader reader = NodeSettings.of(home, environment, arguments.settings());
    PlatformSettings settings = PlatformSettings.from(reader);
    NodeChecks checks = new NodeChecks(home, settings, reader, clock, TIMEOUT);
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    Optional<Finding> away = Optional.empty();
    if (settings.usesDatabase()) {
      try {
        return told(api(home, settings, arguments).post("/api/v1/check"));
      } catch (NoAnswerException e) {
        away = Optional.of(Finding.fail("server", e.getMessage(), e.cure()));
        out.println(away.get().line());
      }
    }
    CheckReport report = CheckReport.of(checks.all("localhost"), clock.instant());
    out.print(report.text());
    boolean failed = away.isPresent() || report.worst() == Finding.Level.FAIL;
    return failed ? ScepterCommand.IMPOSSIBLE : ScepterCommand.DONE;
  }

  /** The API in the name of whom the command line says. */
  static LocalApi api(ScepterHome home, PlatformSettings settings, Arguments arguments) {
    return new LocalApi(
        home,
        settings,
        arguments.name().orElse(LocalApi.ADMINISTRATOR),
        arguments.file().orElseGet(() -> home.resolve(LocalApi.PASSWORD)),
        ANSWER);
  }

  private int told(LocalServer.Answer answer) {
    out.print(answer.text());
    boolean failed = answer.text().lines().anyMatch(line -> line.startsWith("FAIL"));
    return failed ? ScepterCommand.IMPOSSIBLE : ScepterCommand.DONE;
  }

  /** What a command line may name beside the home. */
  static List<String> faults(Arguments arguments) {
    return arguments.name().filter(name -> name.contains(":")).isPresent()
        ? List.of("--name: is a user's, without a colon")
        : List.of();
  }
}
