package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The log files of a home. */
public record LogFiles(Path directory) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public static LogFiles of(TestServer server) {
    return new LogFiles(server.home().resolve("logs"));
  }

  /** The lines of a log; none if it is not there yet. */
  public List<String> lines(String name) {
    return text(directory.resolve(name)).lines().toList();
  }

  /** The lines of all W3C access logs. */
  public List<String> accessLines() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("access-"))
          .flatMap(each -> text(each).lines())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The access logs' first line with {@code text}, once it is there. */
  public String accessLine(String text) {
    return Eventually.get(
        "the access log's line with " + text,
        PATIENCE,
        () -> accessLines().stream().filter(line -> line.contains(text)).findFirst());
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
