package org.scepter.renewal;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import org.scepter.platform.Listener;

/**
 * A certificate of Scepter's own, as its file has it.
 *
 * @param name what it is for, {@code tls-public}: its file's path in the home
 * @param certificate empty if the file cannot be read
 * @param fault why not; empty if it can
 * @param renewal who puts another one in its place
 * @param listener which one shows it
 */
public record OwnCertificate(
    String name,
    Path file,
    Optional<X509Certificate> certificate,
    String fault,
    Renewal renewal,
    Optional<Listener> listener) {
  /** Who renews it. */
  public enum Renewal {
    /** The server that has its key. */
    ITSELF("it should have renewed itself: the log says why it did not"),
    /** The RA's next keys, which are made by themselves where the CA is. */
    KEY_SET("scepter next-ra-keys makes the RA's next keys, scepter rollover with the next CA"),
    /** A rollover of the CA. */
    ROLLOVER("scepter rollover makes the next CA"),
    /** Whoever put it there. */
    OPERATOR("it is the operator's own: put another one in its place");

    private final String cure;

    Renewal(String cure) {
      this.cure = cure;
    }

    String cure() {
      return cure;
    }
  }

  public OwnCertificate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(file);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(fault);
    Objects.requireNonNull(renewal);
    Objects.requireNonNull(listener);
  }

  static OwnCertificate read(
      String name,
      Path file,
      X509Certificate certificate,
      Renewal renewal,
      Optional<Listener> listener) {
    return new OwnCertificate(name, file, Optional.of(certificate), "", renewal, listener);
  }

  static OwnCertificate unreadable(
      String name, Path file, String fault, Renewal renewal, Optional<Listener> listener) {
    return new OwnCertificate(name, file, Optional.empty(), fault, renewal, listener);
  }
}
