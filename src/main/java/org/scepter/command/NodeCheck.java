package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scepter.diagnostics.CheckReport;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.files.HomeCertificates;
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
  private static final String ROLES = "scepter.roles";
  private static final String PASSWORD = "secrets/admin.password";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  // It asks some twenty questions, each bounded.
  private static final Duration SERVERS_TIMEOUT = Duration.ofMinutes(5);

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
    SettingsReader reader = new SettingsReader(key -> setting(key, arguments.settings()));
    PlatformSettings settings = PlatformSettings.from(reader);
    NodeChecks checks = new NodeChecks(home, settings, reader, clock, TIMEOUT);
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    Optional<Finding> away = Optional.empty();
    if (settings.usesDatabase()) {
      try {
        return told(ask(settings, arguments));
      } catch (NoReportException e) {
        away = Optional.of(e.finding);
        out.println(e.finding.line());
      }
    }
    CheckReport report = CheckReport.of(checks.all("localhost"), clock.instant());
    out.print(report.text());
    boolean failed = away.isPresent() || report.worst() == Finding.Level.FAIL;
    return failed ? ScepterCommand.IMPOSSIBLE : ScepterCommand.DONE;
  }

  /** As the server reads them: what is given here, then the environment, then what the home is. */
  private Optional<String> setting(String key, Map<String, String> given) {
    if (given.containsKey(key)) {
      return Optional.of(given.get(key));
    }
    String variable = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    if (environment.containsKey(variable)) {
      return Optional.of(environment.get(variable));
    }
    if (key.equals("scepter.home")) {
      return Optional.of(home.directory().toString());
    }
    boolean isInFront = !Files.exists(home.resolve("crp/authorisation.p12"));
    return key.equals(ROLES) && isInFront ? Optional.of("ndes") : Optional.empty();
  }

  private int told(LocalServer.Answer answer) {
    out.print(answer.text());
    boolean failed = answer.text().lines().anyMatch(line -> line.startsWith("FAIL"));
    return failed ? ScepterCommand.IMPOSSIBLE : ScepterCommand.DONE;
  }

  private LocalServer.Answer ask(PlatformSettings settings, Arguments arguments)
      throws NoReportException {
    URI address = URI.create("https://localhost:" + settings.httpsPort());
    String publicName =
        settings.publicUrl().orElseGet(() -> URI.create(home.publicUrl())).getHost();
    LocalServer.Answer answer;
    try {
      answer =
          new LocalServer(address, publicName, new HomeCertificates(home).roots(), SERVERS_TIMEOUT)
              .post("/api/v1/check", authorization(arguments));
    } catch (ConnectException e) {
      throw new NoReportException(
          "nothing listens at " + address,
          "start the server, or name its port by --set scepter.platform.https-port=PORT");
    } catch (IOException e) {
      throw new NoReportException(
          address + " does not answer: " + e.getMessage(), "see the server's log");
    }
    return switch (answer.status()) {
      case 200 -> answer;
      case 401 ->
          throw new NoReportException(
              address + " does not take the password",
              "name an administrator or operator: --name USER --file PASSWORD-FILE");
      case 409 ->
          throw new NoReportException(
              "a check runs there already", "let it end and run this again");
      default ->
          throw new NoReportException(
              address + "/api/v1/check answers " + answer.status() + ": " + answer.text(),
              "see the server's log, and whether scepter.console.allowed-addresses has this"
                  + " machine's");
    };
  }

  private String authorization(Arguments arguments) throws NoReportException {
    Path file = arguments.file().orElseGet(() -> home.resolve(PASSWORD));
    String pair;
    try {
      pair = arguments.name().orElse("admin") + ":" + Files.readString(file).strip();
    } catch (IOException e) {
      throw new NoReportException(
          file + " cannot be read", "name an administrator: --name USER --file PASSWORD-FILE");
    }
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** What a command line may name beside the home. */
  static List<String> faults(Arguments arguments) {
    return arguments.name().filter(name -> name.contains(":")).isPresent()
        ? List.of("--name: is a user's, without a colon")
        : List.of();
  }

  /** The server has not looked. */
  private static final class NoReportException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Finding finding;

    NoReportException(String seen, String cure) {
      super(seen);
      this.finding = Finding.fail("server", seen, cure);
    }
  }
}
