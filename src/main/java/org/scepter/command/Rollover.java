package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Succession;
import org.scepter.issuing.custody.RootKeyFile;
import org.scepter.issuing.custody.RootList;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.succession.Planned;
import org.scepter.issuing.succession.Successors;
import org.scepter.issuing.succession.Takeover;
import org.scepter.pki.Sha256;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;

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
        new Successors(
            this.home, KeyHolders.by(new BouncyCastleProvider()), new SecureRandom(), clock);
  }

  int schedule(Arguments arguments) throws IOException {
    List<String> faults = new ArrayList<>();
    Optional<Takeover> wanted = wanted(arguments, faults);
    if (wanted.isEmpty()) {
      faults.forEach(err::println);
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    Optional<RootKeyFile> root = RootCommands.rootKey(arguments);
    Planned planned =
        root.isEmpty()
            ? successors.schedule(wanted.get())
            : successors.schedule(wanted.get(), ownRoot(root.get()));
    if (planned.done().isEmpty()) {
      return refused(planned);
    }
    Succession made = planned.done().get();
    String name = Generation.name(made.number());
    byte[] certificate = Files.readAllBytes(home.resolve("certificates/ca-" + name + ".cer"));
    out.println("next issuing CA made: ca/" + name + ".p12");
    out.println("  takes over at                   " + made.activeFrom());
    out.println("  current one takes requests till " + made.previousRetiresAt());
    out.println("  SHA-256 fingerprint             " + Sha256.of(certificate).fingerprint());
    return ScepterCommand.DONE;
  }

  private KeyEntry ownRoot(RootKeyFile file) throws IOException {
    KeyEntry root = file.read();
    if (!root.certificate().equals(RootList.root(home))) {
      throw new IOException(file + " holds another key than this home's root");
    }
    return root;
  }

  private static Optional<Takeover> wanted(Arguments arguments, List<String> faults) {
    Optional<Instant> at = Optional.empty();
    try {
      at = Optional.of(Instant.parse(arguments.at().orElse("")));
    } catch (DateTimeException e) {
      faults.add("--at: must be an instant like 2026-12-01T00:00:00Z");
    }
    Optional<Duration> grace =
        arguments.grace().map(Takeover::grace).orElse(Optional.of(Takeover.GRACE));
    if (grace.isEmpty()) {
      faults.add("--grace: " + Takeover.GRACE_ACCEPTED);
    }
    Optional<KeyType> type = arguments.keyType().flatMap(KeyType::named);
    if (type.isEmpty() && arguments.keyType().isPresent()) {
      faults.add("--key-type: must be one of " + KeyType.accepted(false));
    }
    return faults.isEmpty()
        ? Optional.of(new Takeover(at.orElseThrow(), grace.orElseThrow(), type))
        : Optional.empty();
  }

  /** A line for each CA that follows the first one. */
  static void tell(ScepterHome home, PrintStream out) throws IOException {
    for (Succession each : Succession.all(home)) {
      if (each.isInForce()) {
        String name = Generation.name(each.number());
        byte[] certificate = Files.readAllBytes(home.resolve("certificates/ca-" + name + ".cer"));
        out.printf(
            "%s CA SHA-256 fingerprint %s from %s%n",
            name, Sha256.of(certificate).fingerprint(), each.activeFrom());
      }
    }
  }

  int withdraw() throws IOException {
    Planned planned = successors.withdraw();
    if (planned.done().isEmpty()) {
      return refused(planned);
    }
    out.println("issuing CA " + planned.done().get().number() + " will not take over");
    return ScepterCommand.DONE;
  }

  private int refused(Planned planned) {
    err.println(home.directory() + ": " + planned.detail());
    return ScepterCommand.IMPOSSIBLE;
  }
}
