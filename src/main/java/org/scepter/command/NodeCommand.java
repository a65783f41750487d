package org.scepter.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.joining.ExpectedNode;
import org.scepter.joining.ExpectedNodeFiles;
import org.scepter.joining.Invitation;
import org.scepter.joining.JoinBundle;
import org.scepter.joining.WantedNode;
import org.scepter.platform.ScepterHome;

/** {@code scepter node add} inside and {@code scepter node join} on the machine in front. */
final class NodeCommand {
  static final String ADD = "node add";
  static final String JOIN = "node join";
  private static final int INTERNAL_PORT = 9443;

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  NodeCommand(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** {@code node add NAME …} as the options that it stands for. */
  static List<String> spelledOut(List<String> words) {
    if (words.size() < 3 || !words.get(0).equals("node") || words.get(2).startsWith("--")) {
      return words;
    }
    List<String> all = new ArrayList<>();
    all.add("node " + words.get(1));
    all.add(words.get(1).equals("join") ? "--file" : "--name");
    all.addAll(words.subList(2, words.size()));
    return all;
  }

  static List<String> faults(Arguments arguments) {
    List<String> faults = new ArrayList<>();
    if (arguments.command().equals(JOIN)) {
      if (arguments.file().isEmpty()) {
        faults.add("BUNDLE: must name the file that scepter node add has made");
      }
      return faults;
    }
    if (arguments.name().filter(ExpectedNode::isName).isEmpty()) {
      faults.add("NAME: " + ExpectedNode.NAME_ACCEPTED);
    }
    if (!arguments.urls().isEmpty() && JoinBundle.listeners(arguments.urls()).isEmpty()) {
      faults.add("--url: must be an internal listener's URL like https://inside.example.com:9443");
    }
    arguments
        .publicUrl()
        .flatMap(WantedNode::publicUrlFault)
        .ifPresent(fault -> faults.add("--public-url: " + fault));
    arguments
        .endpoints()
        .flatMap(WantedNode::endpointsFault)
        .ifPresent(fault -> faults.add("--endpoints: " + fault));
    lifetime(arguments, faults::add);
    return faults;
  }

  private static Duration lifetime(Arguments arguments, Consumer<String> faults) {
    try {
      Duration lifetime = arguments.valid().map(Duration::parse).orElse(Invitation.LIFETIME);
      if (Invitation.isLifetime(lifetime)) {
        return lifetime;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // The fault below says what is accepted.
    }
    faults.accept("--valid: " + Invitation.LIFETIME_ACCEPTED);
    return Invitation.LIFETIME;
  }

  /** Prints the bundle, or writes it to the file that {@code --to} names. */
  int add(Path directory, Arguments arguments) throws IOException {
    ScepterHome home = ScepterHome.open(directory);
    String name = arguments.name().orElseThrow();
    if (!ExpectedNode.isFree(name, home.internalName())) {
      throw new IOException(name + ": a node's name " + ExpectedNode.NAME_ACCEPTED);
    }
    Optional<Path> to = arguments.to();
    if (to.filter(Files::exists).isPresent()) {
      throw new IOException(to.get() + " exists already; nothing was changed");
    }
    List<URI> urls =
        JoinBundle.listeners(arguments.urls())
            .orElse(List.of(URI.create("https://" + home.internalName() + ":" + INTERNAL_PORT)));
    WantedNode wanted =
        WantedNode.of(name, urls, lifetime(arguments, any -> {}))
            .with(arguments.publicUrl(), arguments.endpoints());
    Invitation made = Invitation.make(home, wanted, clock.instant(), new SecureRandom());
    if (to.isPresent()) {
      OwnerOnly.file(to.get(), made.bundle().bytes());
    }
    new ExpectedNodeFiles(home).add(made.expected());
    if (to.isPresent()) {
      out.println("bundle for node " + made.bundle().name() + ": " + to.get());
      out.println("  lets it join once, until " + made.bundle().expiresAt());
    } else {
      out.print(made.bundle().written());
    }
    return ScepterCommand.DONE;
  }

  int join(Path home, Arguments arguments) throws IOException {
    HomeDirectory directory = new HomeDirectory(home);
    return switch (directory.state()) {
      case INITIALISED -> leftAlone(home);
      case FREE -> join(home, directory, arguments.file().orElseThrow());
      case FOREIGN -> {
        err.println(home + " is neither empty nor a Scepter home; nothing in it was touched");
        yield ScepterCommand.IMPOSSIBLE;
      }
    };
  }

  private int leftAlone(Path home) {
    out.println(home + " is already initialised; left alone");
    return ScepterCommand.DONE;
  }

  private int join(Path home, HomeDirectory directory, Path file) throws IOException {
    JoinBundle bundle = bundle(file);
    if (!clock.instant().isBefore(bundle.expiresAt())) {
      err.println(file + " has expired at " + bundle.expiresAt() + "; add the node again inside");
      return ScepterCommand.IMPOSSIBLE;
    }
    NodeJoin join = new NodeJoin(bundle, home, clock);
    if (!directory.make(join::fill)) {
      return leftAlone(home);
    }
    out.println("node " + bundle.name() + " has joined; its home: " + home);
    out.println("  set scepter.roles=ndes");
    out.println(
        "  set scepter.registrationpoint.urls="
            + bundle.urls().stream().map(URI::toString).collect(Collectors.joining(",")));
    out.println("  the bundle is used up: delete it here and where it was made");
    return ScepterCommand.DONE;
  }

  private static JoinBundle bundle(Path file) throws IOException {
    if (Files.size(file) > JoinBundle.MAX_LENGTH) {
      throw new IOException(file + " is no bundle: it is too long");
    }
    try {
      return JoinBundle.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException(file + " is no bundle: " + e.getMessage(), e);
    }
  }
}
