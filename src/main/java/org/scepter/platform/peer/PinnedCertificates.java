package org.scepter.platform.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private volatile Read read = new Read(List.of(), Instant.EPOCH);

  private record Read(List<X509Certificate> certificates, Instant at) {}

  public PinnedCertificates(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** All that can be read, in the order of their files' names; whether in date or not. */
  public List<X509Certificate> all() {
    Read held = read;
    Instant now = clock.instant();
    if (now.isBefore(held.at()) || !now.isBefore(held.at().plus(LOOK_EVERY))) {
      held = new Read(certificates(), now);
      read = held;
    }
    return held.certificates();
  }

  private List<X509Certificate> certificates() {
    List<X509Certificate> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cer")).sorted().toList()) {
        take(file, found);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "no pinned certificates: " + directory + ": " + e);
    }
    return List.copyOf(found);
  }

  private static void take(Path file, List<X509Certificate> found) {
    try {
      if (Files.size(file) > MAX_LENGTH) {
        throw new CertificateException("longer than " + MAX_LENGTH + " bytes");
      }
      found.add(
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
