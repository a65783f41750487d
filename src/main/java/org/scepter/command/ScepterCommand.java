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
import java.util.Map;
import java.util.Optional;
import org.scepter.command.backup.BackupCommand;
import org.scepter.command.backup.RestoreCommand;
import org.scepter.command.local.NodeSettings;
import org.scepter.command.registry.ImportNdesRegistry;
import org.scepter.command.registry.UnreadableExportException;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.pki.Sha256;
import org.scepter.platform.PlatformSettings;
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
  private static final String NEXT_KEYS = "next-ra-keys";
  private static final String REQUEST = "request-ca";
  private static final String MOVE = "move-to-token";
  private static final String ENDPOINT = "[a-z0-9][a-z0-9-]{0,31}";
  private static final String CHECK = "check";
  private static final String TRUST = "trust-root";
  static final String BACKUP = "backup";
  static final String RESTORE = "restore";
  static final int DONE = 0;
  static final int IMPOSSIBLE = 1;
  static final int NOT_UNDERSTOOD = 2;
  private static final String USAGE =
      """
      usage: scepter init --home DIR [--settings FILE] [--set key=value]...
             scepter node add NAME --home DIR [--url URL]... [--valid DURATION] [--to BUNDLE]
                 [--public-url URL] [--endpoints NAME,...]
             scepter node join BUNDLE --home DIR
             scepter fingerprint --home DIR
             scepter check --home DIR [--name USER --file PASSWORD-FILE] [--set key=value]...
             scepter backup --home DIR --to FILE --password-file FILE
                              [--name USER --file PASSWORD-FILE] [--set key=value]...
             scepter restore --home DIR --file FILE --password-file FILE
             scepter rollover --home DIR --at INSTANT [--grace DURATION] [--key-type TYPE]
                              [--root FILE --password-file FILE]
             scepter withdraw-rollover --home DIR
             scepter next-ra-keys --home DIR [--at INSTANT]
             scepter trust-root --home DIR --file ROOT
             scepter request-ca --to DIR [--settings FILE] [--set key=value]...
             scepter export-root --home DIR --to FILE --password-file FILE
             scepter make-root-crl --root FILE --password-file FILE --to CRL [--valid PERIOD]
                              [--previous CRL] [--revoke CERTIFICATE[=REASON]]...
             scepter take-root-crl --home DIR --file CRL
             scepter remove-root --home DIR --root FILE --password-file FILE
             scepter move-to-token --home DIR [--set pkcs11.KEY=VALUE]...
             scepter import-ndes-registry --file EXPORT.reg [--endpoint NAME]
      """;

  private static final List<String> COMMANDS =
      List.of(
          "init",
          "fingerprint",
          CHECK,
          BACKUP,
          RESTORE,
          ROLLOVER,
          WITHDRAW,
          NEXT_KEYS,
          TRUST,
          MOVE,
          REQUEST,
          RootCommands.EXPORT,
          RootCommands.MAKE_LIST,
          RootCommands.TAKE_LIST,
          RootCommands.REMOVE,
          IMPORT,
          NodeCommand.ADD,
          NodeCommand.JOIN);

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
    Arguments arguments = Arguments.parse(NodeCommand.spelledOut(words));
    List<String> faults = new ArrayList<>(arguments.faults());
    boolean imports = arguments.command().equals(IMPORT);
    boolean needsNoHome = List.of(RootCommands.MAKE_LIST, REQUEST).contains(arguments.command());
    if (!COMMANDS.contains(arguments.command())) {
      faults.add(0, arguments.command().isEmpty() ? "no command" : "unknown command");
    } else if (imports) {
      faults.addAll(importFaults(arguments));
    } else if (arguments.home().isEmpty() && !needsNoHome) {
      faults.add("--home: must name the home's directory");
    } else if (List.of(NodeCommand.ADD, NodeCommand.JOIN).contains(arguments.command())) {
      faults.addAll(NodeCommand.faults(arguments));
    } else if (arguments.command().equals(CHECK)) {
      faults.addAll(NodeCheck.faults(arguments));
    } else if (arguments.command().equals(TRUST) && arguments.file().isEmpty()) {
      faults.add("--file: must name the file with the root's certificate");
    } else {
      faults.addAll(RootCommands.faults(arguments));
    }
    if (!faults.isEmpty()) {
      faults.forEach(err::println);
      err.print(USAGE);
      return NOT_UNDERSTOOD;
    }
    if (imports) {
      return importNdes(arguments);
    }
    Path home = needsNoHome ? Path.of("") : arguments.home().orElseThrow();
    try {
      return switch (arguments.command()) {
        case "init" -> init(home, arguments);
        case CHECK ->
            new NodeCheck(ScepterHome.open(home), out, err, clock, System.getenv()).run(arguments);
        case BACKUP -> backup(ScepterHome.open(home), arguments);
        case RESTORE -> restore(home, arguments);
        case ROLLOVER -> new Rollover(home, out, err, clock).schedule(arguments);
        case NodeCommand.ADD -> new NodeCommand(out, err, clock).add(home, arguments);
        case NodeCommand.JOIN -> join(home, arguments);
        case NEXT_KEYS -> new NextRaKeys(home, out, err, clock).make(arguments);
        case TRUST ->
            new TrustedRoots(ScepterHome.open(home), out, clock)
                .add(arguments.file().orElseThrow());
        case RootCommands.EXPORT,
            RootCommands.MAKE_LIST,
            RootCommands.TAKE_LIST,
            RootCommands.REMOVE ->
            new RootCommands(out, clock).run(arguments);
        case REQUEST ->
            new CaRequest(out, err, clock).make(arguments.to().orElseThrow(), arguments.settings());
        case MOVE -> new MoveToToken(home, out, err).run(arguments);
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

  private int backup(ScepterHome home, Arguments arguments) throws IOException {
    SettingsReader reader = NodeSettings.of(home, System.getenv(), arguments.settings());
    PlatformSettings settings = PlatformSettings.from(reader);
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return NOT_UNDERSTOOD;
    }
    BackupCommand command =
        settings.usesDatabase()
            ? BackupCommand.of(home, NodeCheck.api(home, settings, arguments), out, err, clock)
            : BackupCommand.withoutDatabase(home, out, err, clock);
    Path to = arguments.to().orElseThrow();
    return command.write(to, passwordFile(arguments)) ? DONE : IMPOSSIBLE;
  }

  private int restore(Path home, Arguments arguments) throws IOException {
    new RestoreCommand(home, out, clock)
        .run(arguments.file().orElseThrow(), passwordFile(arguments));
    return fingerprint(home);
  }

  private static Path passwordFile(Arguments arguments) {
    return Path.of(arguments.other(RootCommands.PASSWORD).orElseThrow());
  }

  private int init(Path home, Arguments arguments) throws IOException {
    Map<String, String> given = CaRequest.withThoseOfTheRequest(arguments.settings());
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(given.get(key)));
    HomeDirectory directory = new HomeDirectory(home);
    HomeDirectory.State state = directory.state();
    if (state == HomeDirectory.State.INITIALISED) {
      return leftAlone(home, arguments);
    }
    InitSettings settings = InitSettingsReader.read(given, reader, clock.instant());
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return NOT_UNDERSTOOD;
    }
    if (state == HomeDirectory.State.FOREIGN) {
      err.println(home + " is neither empty nor a Scepter home; nothing in it was touched");
      return IMPOSSIBLE;
    }
    NewHome made = new NewHome(home, settings, new SecureRandom(), clock);
    if (!directory.make(made::fill)) {
      return leftAlone(home, arguments);
    }
    if (settings.signature() == RsaSignature.PSS) {
      err.println("The CAs sign by RSASSA-PSS: Apple's systems refuse such certificates.");
    }
    out.println("Scepter home made: " + home);
    out.println("  CA, key stores and their password   ca, ra, crp, ndes, tls, secrets");
    out.println("  administrator's password            " + home.resolve("secrets/admin.password"));
    out.println("  logs and database                   logs, db");
    return fingerprint(home);
  }

  private int join(Path home, Arguments arguments) throws IOException {
    int status = new NodeCommand(out, err, clock).join(home, arguments);
    return status == DONE ? fingerprint(home) : status;
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
