package org.scepter.testing.elsewhere;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scepter.testing.Eventually;

/** OpenSSL's own CMP server, which gives one certificate that it was started with. */
public final class OpenSslCmp implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final int port;
  private final Path log;
  private final Process process;

  /**
   * @param options beside the port, as {@code openssl cmp} has them
   */
  public OpenSslCmp(Path directory, List<String> options) {
    this(freePort(), directory, options);
  }

  /** The same at a port that is known before. */
  public OpenSslCmp(int port, Path directory, List<String> options) {
    this.port = port;
    log = directory.resolve("openssl-" + port + ".log");
    List<String> command =
        new ArrayList<>(List.of("openssl", "cmp", "-port", Integer.toString(port)));
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Eventually.get("openssl cmp", START, this::listening);
  }

  /** Whether this machine's OpenSSL is 3 or newer. */
  public static boolean isThere() {
    try {
      Process asked =
          new ProcessBuilder("openssl", "cmp", "-help").redirectErrorStream(true).start();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return asked.waitFor(30, TimeUnit.SECONDS) && said.contains("-rsp_cert");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Boolean> listening() {
    if (!process.isAlive()) {
      throw new AssertionError("openssl has ended: " + said());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", port), 1000);
      return Optional.of(true);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What it has written. */
  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://localhost:" + port);
  }

  /** Writes a key for OpenSSL. */
  public static Path key(Path file, PrivateKey key) {
    ForeignCa.write(
        file,
        ("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n")
            .getBytes(StandardCharsets.US_ASCII));
    return file;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
