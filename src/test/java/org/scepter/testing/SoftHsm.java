package org.scepter.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A SoftHSM token that can be taken away and brought back. Each has a library of its own, which a
 * JVM loads once: tests that share a JVM have tokens of their own.
 */
public final class SoftHsm {
  public static final String PIN = "271828";

  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so");

  private final Path directory;

  private SoftHsm(Path directory) {
    this.directory = directory;
  }

  /** Skips the running test, or fails it, where SoftHSM or a C compiler is not installed. */
  public static SoftHsm make(Path at) {
    Command.need("softhsm2-util");
    Command.need("gcc");
    Path library =
        LIBRARIES.stream().map(Path::of).filter(Files::exists).findFirst().orElse(Path.of("/"));
    assumeTrue(Files.isRegularFile(library), "SoftHSM's library is where Debian has it");
    SoftHsm made = new SoftHsm(at.toAbsolutePath());
    try {
      Files.createDirectories(made.directory.resolve("tokens"));
      Files.writeString(
          made.configuration(),
          "directories.tokendir = "
              + made.directory.resolve("tokens")
              + "\nobjectstore.backend = file\nlog.level = ERROR\n");
      Files.writeString(made.pinFile(), PIN + "\n");
      made.compile(library);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    made.run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "scepter",
        "--so-pin",
        "31415926",
        "--pin",
        PIN);
    return made;
  }

  private void compile(Path real) throws IOException {
    Path source = directory.resolve("module.c");
    try (var in = SoftHsm.class.getResourceAsStream("softhsm-that-goes-away.c")) {
      Files.write(source, in.readAllBytes());
    }
    run(
        "gcc",
        "-w",
        "-shared",
        "-fPIC",
        define("LIBRARY", real),
        define("CONFIGURATION", configuration()),
        define("AWAY", directory.resolve("away")),
        "-o",
        library().toString(),
        source.toString(),
        "-ldl");
  }

  private static String define(String name, Path value) {
    return "-D" + name + "=\"" + value + "\"";
  }

  private void run(String... words) {
    Command.run(directory, Map.of("SOFTHSM2_CONF", configuration().toString()), List.of(words))
        .expectSuccess();
  }

  private Path configuration() {
    return directory.resolve("softhsm2.conf");
  }

  public Path library() {
    return directory.resolve("libmodule.so");
  }

  public Path pinFile() {
    return directory.resolve("pin");
  }

  /** The settings of the command that name this token, each {@code key=value}. */
  public String[] settings(String prefix) {
    return Stream.of("library=" + library(), "pin-file=" + pinFile())
        .map(each -> prefix + "." + each)
        .toArray(String[]::new);
  }

  /** Nobody reaches it any more. */
  public void takeAway() {
    try {
      Files.createFile(directory.resolve("away"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It answers again, and knows nobody. */
  public void bringBack() {
    try {
      Files.delete(directory.resolve("away"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
