package org.scepter.platform.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The certificates of a directory, {@code *.cer} in DER or PEM, which an operator or another server
 * put there to be trusted. What is added or taken away counts within seconds.
 */
public final class PinnedCertificates {
  private static final System.Logger LOG = System.getLogger(PinnedCertificates.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final long MAX_LENGTH = 65_536;

  private final Path directory;
  private final Clock clock;
  private volatile Read read = new Read(Map.of(), Instant.EPOCH);

  private record Read(Map<String, X509Certificate> certificates, Instant at) {}

  public PinnedCertificates(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** All that can be read, in the order of their files' names; whether in date or not. */
  public List<X509Certificate> all() {
    return List.copyOf(named().values());
  }

  /** The same by the names of their files, without the suffix. */
  public Map<String, X509Certificate> named() {
    Read held = read;
    Instant now = clock.instant();
    if (now.isBefore(held.at()) || !now.isBefore(held.at().plus(LOOK_EVERY))) {
      held = new Read(certificates(), now);
      read = held;
    }
    return held.certificates();
  }

  private Map<String, X509Certificate> certificates() {
    Map<String, X509Certificate> found = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cer")).sorted().toList()) {
        take(file, found);
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "no pinned certificates: " + directory + ": " + e);
    }
    return Collections.unmodifiableMap(found);
  }

  private static void take(Path file, Map<String, X509Certificate> found) {
    try {
      if (Files.size(file) > MAX_LENGTH) {
        throw new CertificateException("longer than " + MAX_LENGTH + " bytes");
      }
      found.put(
          file.getFileName().toString().replaceAll("\\.cer$", ""),
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file))));
    } catch (IOException | CertificateException e) {
      LOG.log(System.Logger.Level.ERROR, file + " is no certificate to pin: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
