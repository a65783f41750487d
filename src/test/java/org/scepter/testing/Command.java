package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
public final class Command {
  private static final long PATIENCE_SECONDS = 300;

  private Command() {}

  /**
   * What a program left.
   *
   * @param out the file that holds its standard output
   */
  public record Result(int exit, Path out, String err) {
    public byte[] bytes() {
      try {
        return Files.readAllBytes(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** This result, if the program was content. */
    public Result expectSuccess() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + "\n" + text() + "\n" + err);
      }
      return this;
    }
  }

  /** True if a program of that name or path can be run. */
  public static boolean exists(String program) {
    if (program.startsWith("/")) {
      return Files.isExecutable(Path.of(program));
    }
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /**
   * Skips the running test where a program is not installed; with {@code
   * -Dscepter.clients=required} fails it.
   */
  public static void need(String program) {
    if ("required".equals(System.getProperty("scepter.clients"))) {
      assertThat(exists(program)).as("%s is installed", program).isTrue();
    } else {
      assumeThat(exists(program)).as("%s is installed", program).isTrue();
    }
  }

  public static Result run(Path directory, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile(directory, "out", ".bin");
      Path err = Files.createTempFile(directory, "err", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command.get(0) + " does not end");
      }
      return new Result(process.exitValue(), out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
