package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepter.issuing.custody.RootCustody;
import org.scepter.issuing.custody.RootKeyFile;
import org.scepter.issuing.custody.RootList;
import org.scepter.issuing.custody.RootListMaker;
import org.scepter.issuing.custody.RootListMaker.Revoked;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;

/**
 * {@code scepter export-root}, {@code make-root-crl}, {@code take-root-crl}, {@code remove-root}.
 */
final class RootCommands {
  static final String EXPORT = "export-root";
  static final String MAKE_LIST = "make-root-crl";
  static final String TAKE_LIST = "take-root-crl";
  static final String REMOVE = "remove-root";

  private static final String ROOT = "--root";
  static final String PASSWORD = "--password-file";
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          EXPORT,
          List.of("--to", PASSWORD),
          MAKE_LIST,
          List.of(ROOT, PASSWORD, "--to"),
          TAKE_LIST,
          List.of("--file"),
          "request-ca",
          List.of("--to"),
          ScepterCommand.BACKUP,
          List.of("--to", PASSWORD),
          ScepterCommand.RESTORE,
          List.of("--file", PASSWORD),
          REMOVE,
          List.of(ROOT, PASSWORD));
  private static final Set<String> PASSWORD_ALONE =
      Set.of(EXPORT, ScepterCommand.BACKUP, ScepterCommand.RESTORE);
  private static final Period YEAR = Period.ofYears(1);
  private static final int LONGEST_MONTHS = 120;

  private final PrintStream out;
  private final Clock clock;

  RootCommands(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** A line for each option that is missing or cannot be understood. */
  static List<String> faults(Arguments arguments) {
    List<String> faults = new ArrayList<>();
    for (String option : NEEDED.getOrDefault(arguments.command(), List.of())) {
      if (!isGiven(arguments, option)) {
        faults.add(option + ": must name a file");
      }
    }
    if (arguments.other(ROOT).isPresent() != arguments.other(PASSWORD).isPresent()
        && !PASSWORD_ALONE.contains(arguments.command())) {
      faults.add(ROOT + " and " + PASSWORD + " go together");
    }
    if (arguments.command().equals(MAKE_LIST) && period(arguments).isEmpty()) {
      faults.add("--valid: must be a period of 1 day to 10 years like P1Y");
    }
    return faults.stream().distinct().toList();
  }

  private static boolean isGiven(Arguments arguments, String option) {
    return switch (option) {
      case "--to" -> arguments.to().isPresent();
      case "--file" -> arguments.file().isPresent();
      default -> arguments.other(option).isPresent();
    };
  }

  private static Optional<Period> period(Arguments arguments) {
    try {
      return Optional.of(arguments.valid().map(Period::parse).orElse(YEAR))
          .filter(it -> !it.isNegative() && !it.isZero() && it.toTotalMonths() <= LONGEST_MONTHS);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The root's key as the options name it; empty if they do not. */
  static Optional<RootKeyFile> rootKey(Arguments arguments) {
    return arguments
        .other(ROOT)
        .map(
            file ->
                new RootKeyFile(Path.of(file), Path.of(arguments.other(PASSWORD).orElseThrow())));
  }

  int run(Arguments arguments) throws IOException {
    switch (arguments.command()) {
      case EXPORT -> export(arguments);
      case MAKE_LIST -> makeList(arguments);
      case TAKE_LIST -> takeList(arguments);
      default -> remove(arguments);
    }
    return ScepterCommand.DONE;
  }

  private RootCustody custody(Arguments arguments) {
    return new RootCustody(ScepterHome.open(arguments.home().orElseThrow()), clock);
  }

  private void export(Arguments arguments) throws IOException {
    Path to = arguments.to().orElseThrow();
    Path password = Path.of(arguments.other(PASSWORD).orElseThrow());
    custody(arguments).export(new RootKeyFile(to, password));
    out.println("the root's key is in " + to + ", and still in the home");
    out.println("  next: make-root-crl, take-root-crl, remove-root");
  }

  private void makeList(Arguments arguments) throws IOException {
    Optional<RootList> previous = Optional.empty();
    if (arguments.other("--previous").isPresent()) {
      previous =
          Optional.of(
              RootList.read(Files.readAllBytes(Path.of(arguments.other("--previous").get()))));
    }
    byte[] made =
        new RootListMaker(rootKey(arguments).orElseThrow().read(), clock)
            .make(period(arguments).orElseThrow(), previous, revoked(arguments));
    Path to = arguments.to().orElseThrow();
    if (Files.exists(to)) {
      throw new IOException(to + " is there already");
    }
    OwnerOnly.file(to, made);
    tell(RootList.read(made));
  }

  private static List<Revoked> revoked(Arguments arguments) throws IOException {
    List<Revoked> all = new ArrayList<>();
    for (String each : arguments.others().getOrDefault("--revoke", List.of())) {
      int equals = each.lastIndexOf('=');
      String file = equals < 0 ? each : each.substring(0, equals);
      String word = equals < 0 ? "unspecified" : each.substring(equals + 1);
      RevocationReason reason =
          RevocationReason.named(word)
              .orElseThrow(() -> new IOException("--revoke: " + word + " is no reason"));
      all.add(new Revoked(certificate(Path.of(file)), reason));
    }
    return all;
  }

  private static X509Certificate certificate(Path file) throws IOException {
    try {
      return X509.certificate(Der.of(Files.readAllBytes(file)));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no certificate", e);
    }
  }

  private void takeList(Arguments arguments) throws IOException {
    custody(arguments).take(Files.readAllBytes(arguments.file().orElseThrow()));
    tell(RootList.read(Files.readAllBytes(arguments.file().orElseThrow())));
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's CRLs have no other
  private void tell(RootList list) {
    X509CRL crl = list.crl();
    int revoked = crl.getRevokedCertificates() == null ? 0 : crl.getRevokedCertificates().size();
    out.println("the root's CRL " + list.number() + ", " + revoked + " revoked");
    out.println("  a new one is needed before " + crl.getNextUpdate().toInstant());
  }

  private void remove(Arguments arguments) throws IOException {
    custody(arguments).remove(rootKey(arguments).orElseThrow());
    out.println("the root's key is not in the home any more; " + arguments.other(ROOT).get());
    out.println("  is the only copy. Backups made before still hold it.");
  }
}
