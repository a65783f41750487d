package org.scepter.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.Hex;
import org.scepter.platform.ScepterHome;

/**
 * Fills a home for the role {@code ndes} alone, from the files that {@code scepter node-files} has
 * made inside: no CA's key, no registration point's, no database.
 */
final class NdesHome {
  /** What a node in front cannot do without. */
  private static final List<String> NEEDED =
      List.of(
          "secrets/keystore.password",
          "ra/signing.p12",
          "ra/decryption.p12",
          "ndes/policy-module.p12",
          "tls/public.p12",
          "tls/internal.p12",
          "tls/internal-trust.p12");

  private final Path files;
  private final Path home;
  private final SecureRandom random;
  private final Clock clock;

  NdesHome(Path files, Path home, SecureRandom random, Clock clock) {
    this.files = files;
    this.home = home;
    this.random = random;
    this.clock = clock;
  }

  /** Writes everything but the marker, whose content it gives. */
  byte[] fill() throws IOException {
    for (String needed : NEEDED) {
      if (!Files.isRegularFile(files.resolve(needed))) {
        throw new NoSuchFileException(files.resolve(needed).toString());
      }
    }
    try (Stream<Path> tree = Files.walk(files)) {
      for (Path each : tree.sorted().toList()) {
        String path = files.relativize(each).toString();
        if (!path.isEmpty() && !path.equals(NodeFiles.DESCRIPTION)) {
          take(each, home.resolve(path));
        }
      }
    }
    OwnerOnly.file(home.resolve("secrets/admin.password"), line(random(16)));
    return marker();
  }

  private static void take(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      OwnerOnly.directory(to);
    } else {
      OwnerOnly.file(to, Files.readAllBytes(from));
    }
  }

  private byte[] marker() throws IOException {
    Properties marker = new Properties();
    try (InputStream in = Files.newInputStream(files.resolve(NodeFiles.DESCRIPTION))) {
      marker.load(in);
    }
    marker.setProperty("version", ScepterHome.LAYOUT_VERSION);
    marker.setProperty("home.id", random(16));
    marker.setProperty("created", clock.instant().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    marker.store(out, "Written by scepter init for the role ndes alone");
    return out.toByteArray();
  }

  private String random(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Hex.encode(bytes);
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
