package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.succession.KeySetSuccessors;
import org.scepter.issuing.succession.PlannedKeySet;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.ra.RaSet;

/** {@code scepter next-ra-keys}. */
final class NextRaKeys {
  // Time enough for every node in front to fetch them.
  private static final Duration NOTICE = Duration.ofDays(1);

  private final ScepterHome home;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  NextRaKeys(Path home, PrintStream out, PrintStream err, Clock clock) {
    this.home = ScepterHome.open(home);
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  int make(Arguments arguments) throws IOException {
    Optional<Instant> at = at(arguments);
    if (at.isEmpty()) {
      err.println("--at: must be an instant like 2026-12-01T00:00:00Z");
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    PlannedKeySet planned =
        new KeySetSuccessors(
                home, KeyHolders.by(new BouncyCastleProvider()), new SecureRandom(), clock)
            .next(at.get(), any -> true);
    if (planned.done().isEmpty()) {
      err.println(home.directory() + ": " + planned.detail());
      return ScepterCommand.IMPOSSIBLE;
    }
    RaSet made = planned.done().get();
    out.println("the RA's key set " + made.number() + " made: " + made.signing());
    out.println("  devices are told of it from  " + made.activeFrom().orElseThrow());
    return ScepterCommand.DONE;
  }

  private Optional<Instant> at(Arguments arguments) {
    try {
      return Optional.of(
          arguments.at().map(Instant::parse).orElseGet(() -> clock.instant().plus(NOTICE)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
