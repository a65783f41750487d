package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Succession;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.succession.Scheduled;
import org.scepter.issuing.succession.Successors;
import org.scepter.issuing.succession.Takeover;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;

/** {@code scepter rollover} and {@code scepter withdraw-rollover}. */
final class Rollover {
  private final ScepterHome home;
  private final PrintStream out;
  private final PrintStream err;
  private final Successors successors;

  Rollover(Path home, PrintStream out, PrintStream err, Clock clock) {
    this.home = ScepterHome.open(home);
    this.out = out;
    this.err = err;
    this.successors =
        new Successors(this.home, new BouncyCastleProvider(), new SecureRandom(), clock);
  }

  int schedule(Arguments arguments) throws IOException {
    List<String> faults = new ArrayList<>();
    Optional<Takeover> wanted = wanted(arguments, faults);
    if (wanted.isEmpty()) {
      faults.forEach(err::println);
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    Scheduled scheduled = successors.schedule(wanted.get());
    if (scheduled.made().isEmpty()) {
      err.println(home.directory() + ": " + scheduled.objection());
      return ScepterCommand.IMPOSSIBLE;
    }
    Succession made = scheduled.made().get();
    String name = Generation.name(made.number());
    byte[] certificate = Files.readAllBytes(home.resolve("certificates/ca-" + name + ".cer"));
    out.println("next issuing CA made: ca/" + name + ".p12");
    out.println("  takes over at                   " + made.activeFrom());
    out.println("  current one takes requests till " + made.previousRetiresAt());
    out.println("  SHA-256 fingerprint             " + Sha256.of(certificate).fingerprint());
    return ScepterCommand.DONE;
  }

  private static Optional<Takeover> wanted(Arguments arguments, List<String> faults) {
    Optional<Instant> at = Optional.empty();
    try {
      at = Optional.of(Instant.parse(arguments.at().orElse("")));
    } catch (DateTimeException e) {
      faults.add("--at: must be an instant like 2026-12-01T00:00:00Z");
    }
    Optional<Period> grace = Optional.of(Takeover.GRACE);
    try {
      grace = arguments.grace().map(Period::parse).or(() -> Optional.of(Takeover.GRACE));
    } catch (DateTimeException e) {
      grace = Optional.empty();
    }
    if (grace.isEmpty() || grace.get().isNegative()) {
      faults.add("--grace: must be a period of days, months or years like P30D");
    }
    Optional<KeyType> type = arguments.keyType().flatMap(KeyType::named);
    if (type.isEmpty() && arguments.keyType().isPresent()) {
      faults.add("--key-type: must be one of " + KeyType.accepted(false));
    }
    return faults.isEmpty()
        ? Optional.of(new Takeover(at.orElseThrow(), grace.orElseThrow(), type))
        : Optional.empty();
  }

  int withdraw() throws IOException {
    Optional<Succession> withdrawn = successors.withdraw();
    out.println(
        withdrawn
            .map(each -> "issuing CA " + each.number() + " will not take over")
            .orElse("no next issuing CA is scheduled"));
    return ScepterCommand.DONE;
  }
}
