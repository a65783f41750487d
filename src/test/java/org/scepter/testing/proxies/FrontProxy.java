package org.scepter.testing.proxies;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Eventually;
import org.scepter.testing.TestServer;

/** A proxy in front of a server, started from its example with other ports, names and paths. */
public final class FrontProxy implements AutoCloseable {
  private static final Path EXAMPLES = Path.of("deployments/proxy").toAbsolutePath();
  private static final Duration START = Duration.ofSeconds(30);

  private final Place place;
  private final Process process;

  private FrontProxy(Place place, Process process) {
    this.place = place;
    this.process = process;
  }

  /** Starts it and waits until it listens. */
  public static FrontProxy start(ProxyKind kind, TestServer behind, Path directory) {
    try {
      Place place = new Place(Files.createDirectories(directory), freePort(), freePort());
      keys(ScepterHome.open(behind.home()).key("tls/public.p12"), place.directory());
      write(place, "example.conf", example(kind, behind, place));
      write(place, "main.conf", kind.wrapped(place));
      Process process =
          new ProcessBuilder(kind.command(place))
              .directory(place.directory().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(place.directory().resolve("output.txt").toFile())
              .start();
      FrontProxy proxy = new FrontProxy(place, process);
      Runtime.getRuntime().addShutdownHook(new Thread(proxy::close));
      Eventually.until(kind + " to listen", START, proxy::listens);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String example(ProxyKind kind, TestServer behind, Place place) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(kind.substitutes(place));
    all.put("10.0.0.10:8443", "127.0.0.1:" + behind.https().getPort());
    all.put("10.0.0.10:8080", "127.0.0.1:" + behind.http().getPort());
    all.put("scep.example.com", "localhost");
    all.put("/etc/scepter/proxy/", place.directory() + "/");
    // What people read is not what is tried.
    String text = Files.readString(EXAMPLES.resolve(kind.example())).replaceAll("(?m)^ *#.*\n", "");
    for (Map.Entry<String, String> each : all.entrySet()) {
      if (!text.contains(each.getKey())) {
        throw new AssertionError(kind.example() + " has no " + each.getKey());
      }
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  private static void keys(KeyEntry key, Path directory) throws IOException {
    StringBuilder chain = new StringBuilder();
    try {
      for (Certificate each : key.chain()) {
        chain.append(pem("CERTIFICATE", each.getEncoded()));
      }
      int last = key.chain().size() - 1;
      Files.writeString(
          directory.resolve("root.pem"), pem("CERTIFICATE", key.chain().get(last).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    String secret = pem("PRIVATE KEY", key.privateKey().getEncoded());
    Files.writeString(directory.resolve("public.pem"), chain);
    Files.writeString(directory.resolve("public.key"), secret);
    Files.writeString(directory.resolve("public-and-key.pem"), chain + secret);
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static void write(Place place, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(place.directory().resolve(name), text);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("the proxy has ended: " + logs());
    }
    return List.of(place.httpPort(), place.httpsPort()).stream().allMatch(FrontProxy::accepts);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** What it has written anywhere. */
  public String logs() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("output.txt", "error.log", "scepter.log")) {
      Path file = place.directory().resolve(name);
      try {
        all.append(
            Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }

  public URI http() {
    return URI.create("http://localhost:" + place.httpPort());
  }

  public URI https() {
    return URI.create("https://localhost:" + place.httpsPort());
  }

  @Override
  public void close() {
    List<ProcessHandle> family = new java.util.ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        family.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
