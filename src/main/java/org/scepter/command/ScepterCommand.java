package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.command.registry.ImportNdesRegistry;
import org.scepter.command.registry.UnreadableExportException;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;

/**
 * The command {@code scepter}. Exit status: 0 done or already done, 1 it cannot be done, 2 the
 * command line or a setting is not acceptable.
 */
public final class ScepterCommand {
  private static final String IMPORT = "import-ndes-registry";
  private static final String ROLLOVER = "rollover";
  private static final String WITHDRAW = "withdraw-rollover";
  private static final String NODE_FILES = "node-files";
  private static final String NODE_NAME = "[a-z0-9][a-z0-9-]{0,39}";
  private static final String ENDPOINT = "[a-z0-9][a-z0-9-]{0,31}";
  private static final String CHECK = "check";
  static final int DONE = 0;
  static final int IMPOSSIBLE = 1;
  static final int NOT_UNDERSTOOD = 2;
  private static final String USAGE =
      """
      usage: scepter init --home DIR [--settings FILE] [--set key=value]...
             scepter init --home DIR --ndes-files FILES
             scepter node-files --home DIR --name NODE --to FILES
             scepter fingerprint --home DIR
             scepter check --home DIR [--name USER --file PASSWORD-FILE] [--set key=value]...
             scepter rollover --home DIR --at INSTANT [--grace DURATION] [--key-type TYPE]
             scepter withdraw-rollover --home DIR
             scepter import-ndes-registry --file EXPORT.reg [--endpoint NAME]
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  public ScepterCommand(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  public static void main(String[] words) {
    System.exit(new ScepterCommand(System.out, System.err, Clock.systemUTC()).run(List.of(words)));
  }

  /** Does what the words say and gives the exit status. */
  public int run(List<String> words) {
    Arguments arguments = Arguments.parse(words);
    List<String> faults = new ArrayList<>(arguments.faults());
    boolean imports = arguments.command().equals(IMPORT);
    if (!List.of("init", "fingerprint", CHECK, ROLLOVER, WITHDRAW, IMPORT, NODE_FILES)
        .contains(arguments.command())) {
      faults.add(0, arguments.command().isEmpty() ? "no command" : "unknown command");
    } else if (imports) {
      faults.addAll(importFaults(arguments));
    } else if (arguments.home().isEmpty()) {
      faults.add("--home: must name the home's directory");
    } else if (arguments.command().equals(NODE_FILES)) {
      faults.addAll(nodeFaults(arguments));
    } else if (arguments.command().equals(CHECK)) {
      faults.addAll(NodeCheck.faults(arguments));
    }
    if (!faults.isEmpty()) {
      faults.forEach(err::println);
      err.print(USAGE);
      return NOT_UNDERSTOOD;
    }
    if (imports) {
      return importNdes(arguments);
    }
    Path home = arguments.home().orElseThrow();
    try {
      return switch (arguments.command()) {
        case "init" -> init(home, arguments);
        case CHECK ->
            new NodeCheck(ScepterHome.open(home), out, err, clock, System.getenv()).run(arguments);
        case ROLLOVER -> new Rollover(home, out, err, clock).schedule(arguments);
        case NODE_FILES -> nodeFiles(home, arguments);
        case WITHDRAW -> new Rollover(home, out, err, clock).withdraw();
        default -> fingerprint(home);
      };
    } catch (AccessDeniedException e) {
      err.println(home + ": no right to read or write " + e.getFile());
    } catch (IOException | UnusableHomeException e) {
      err.println(home + ": " + e.getMessage());
    }
    return IMPOSSIBLE;
  }

  private static List<String> importFaults(Arguments arguments) {
    List<String> faults = new ArrayList<>();
    if (arguments.file().isEmpty()) {
      faults.add("--file: must name the exported .reg file");
    }
    if (arguments.endpoint().filter(name -> !name.matches(ENDPOINT)).isPresent()) {
      faults.add("--endpoint: has 1 to 32 lower-case letters, digits and hyphens");
    }
    return faults;
  }

  private static List<String> nodeFaults(Arguments arguments) {
    List<String> faults = new ArrayList<>();
    if (arguments.name().filter(name -> name.matches(NODE_NAME)).isEmpty()) {
      faults.add("--name: has 1 to 40 lower-case letters, digits and hyphens");
    }
    if (arguments.to().isEmpty()) {
      faults.add("--to: must name the directory that is to be made");
    }
    return faults;
  }

  private int nodeFiles(Path home, Arguments arguments) throws IOException {
    String name = arguments.name().orElseThrow();
    Path to = arguments.to().orElseThrow();
    new NodeFiles(ScepterHome.open(home), new BouncyCastleProvider(), new SecureRandom(), clock)
        .make(name, to);
    out.println("files for node " + name + ": " + to);
    out.println("  they hold the RA's keys: take them to the node by a safe way, then delete them");
    out.println("  the node's client certificate is registered: nodes/" + name + ".cer");
    return DONE;
  }

  private int importNdes(Arguments arguments) {
    Path file = arguments.file().orElseThrow();
    try {
      new ImportNdesRegistry(out).run(file, arguments.endpoint().orElse("mscep"));
      return DONE;
    } catch (UnreadableExportException e) {
      err.println(file + " is no export of an NDES server's registry: " + e.getMessage());
    } catch (IOException e) {
      err.println(file + " cannot be read");
    }
    return IMPOSSIBLE;
  }

  private int init(Path home, Arguments arguments) throws IOException {
    SettingsReader reader =
        new SettingsReader(key -> Optional.ofNullable(arguments.settings().get(key)));
    HomeDirectory directory = new HomeDirectory(home);
    HomeDirectory.State state = directory.state();
    if (state == HomeDirectory.State.INITIALISED) {
      return leftAlone(home, arguments);
    }
    if (arguments.ndesFiles().isPresent()) {
      return initNdes(home, directory, state, arguments);
    }
    InitSettings settings = InitSettingsReader.read(arguments.settings(), reader);
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return NOT_UNDERSTOOD;
    }
    if (state == HomeDirectory.State.FOREIGN) {
      return foreign(home);
    }
    NewHome made =
        new NewHome(home, settings, new BouncyCastleProvider(), new SecureRandom(), clock);
    if (!directory.make(made::fill)) {
      return leftAlone(home, arguments);
    }
    out.println("Scepter home made: " + home);
    out.println("  CA, key stores and their password   ca, ra, crp, ndes, tls, secrets");
    out.println("  administrator's password            " + home.resolve("secrets/admin.password"));
    out.println("  logs and database                   logs, db");
    return fingerprint(home);
  }

  private int foreign(Path home) {
    err.println(home + " is neither empty nor a Scepter home; nothing in it was touched");
    return IMPOSSIBLE;
  }

  private int initNdes(
      Path home, HomeDirectory directory, HomeDirectory.State state, Arguments arguments)
      throws IOException {
    if (state == HomeDirectory.State.FOREIGN) {
      return foreign(home);
    }
    Path files = arguments.ndesFiles().orElseThrow();
    NdesHome made = new NdesHome(files, home, new SecureRandom(), clock);
    if (!directory.make(made::fill)) {
      return leftAlone(home, arguments);
    }
    out.println("Scepter home for an NDES node made: " + home);
    return fingerprint(home);
  }

  private int leftAlone(Path home, Arguments arguments) throws IOException {
    ScepterHome existing = ScepterHome.open(home);
    out.println(home + " is already initialised; left alone");
    String wanted = arguments.settings().get(InitSettingsReader.PUBLIC_URL);
    if (wanted != null && !wanted.replaceAll("/+$", "").equals(existing.publicUrl())) {
      out.println("  it keeps its public URL " + existing.publicUrl() + ", not " + wanted);
    }
    return fingerprint(home);
  }

  private int fingerprint(Path home) throws IOException {
    ScepterHome existing = ScepterHome.open(home);
    for (String name : List.of("issuing", "root")) {
      byte[] certificate = Files.readAllBytes(existing.resolve("certificates/ca-" + name + ".cer"));
      out.printf("%-8s CA SHA-256 fingerprint  %s%n", name, Sha256.of(certificate).fingerprint());
    }
    Rollover.tell(existing, out);
    return DONE;
  }
}
