package org.scepter.renewal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Sha256;
import org.scepter.renewal.Expiry.State;

/**
 * How one of Scepter's own certificates stands.
 *
 * @param own as its file has it
 * @param served what its listener shows
 * @param warnings what an operator has to know, with the cure; none if all is well
 */
public record CertificateStatus(
    OwnCertificate own,
    Optional<State> state,
    Optional<ServedCertificate> served,
    List<String> warnings) {
  public CertificateStatus {
    Objects.requireNonNull(own);
    Objects.requireNonNull(state);
    Objects.requireNonNull(served);
    warnings = List.copyOf(warnings);
  }

  /**
   * @param reload the command that makes a listener show what is in its file
   */
  static CertificateStatus of(
      OwnCertificate own, Optional<ServedCertificate> served, Instant now, String reload) {
    Optional<State> state = own.certificate().map(it -> Expiry.of(it).at(now));
    List<String> warnings = new ArrayList<>();
    inFile(own, state).ifPresent(warnings::add);
    served.flatMap(seen -> onListener(own, seen, now, reload)).ifPresent(warnings::add);
    return new CertificateStatus(own, state, served, warnings);
  }

  private static Optional<String> inFile(OwnCertificate own, Optional<State> state) {
    if (state.isEmpty()) {
      return Optional.of(own.file() + " cannot be read: " + own.fault());
    }
    X509Certificate certificate = own.certificate().orElseThrow();
    Expiry expiry = Expiry.of(certificate);
    return switch (state.get()) {
      case GOOD -> Optional.empty();
      case NOT_YET_VALID ->
          Optional.of(
              own.file() + " is not valid before " + expiry.notBefore() + ": is the clock right?");
      case EXPIRING -> Optional.of(ends(own, "ends at " + expiry.notAfter()));
      case EXPIRED -> Optional.of(ends(own, "has expired at " + expiry.notAfter()));
    };
  }

  private static String ends(OwnCertificate own, String when) {
    return "the certificate in " + own.file() + " " + when + "; " + own.renewal().cure();
  }

  private static Optional<String> onListener(
      OwnCertificate own, ServedCertificate served, Instant now, String reload) {
    if (served.certificate().isEmpty()) {
      return Optional.of(
          "no certificate was seen at "
              + served.address()
              + ": "
              + served.fault()
              + "; if the listener is elsewhere, set scepter.renewal.listener-host");
    }
    X509Certificate shown = served.certificate().get();
    if (own.certificate().filter(shown::equals).isPresent()) {
      return Optional.empty();
    }
    Expiry expiry = Expiry.of(shown);
    String end = expiry.at(now) == State.EXPIRED ? "has expired at " : "ends at ";
    return Optional.of(
        "the listener "
            + served.address()
            + " shows another certificate than "
            + own.file()
            + ": "
            + sha256(shown).hex()
            + ", which "
            + end
            + expiry.notAfter()
            + "; run "
            + reload);
  }

  /** Whether the listener shows what its file has. */
  public Optional<Boolean> isServedFromFile() {
    return served
        .flatMap(ServedCertificate::certificate)
        .map(shown -> own.certificate().filter(shown::equals).isPresent());
  }

  public static Sha256 sha256(X509Certificate certificate) {
    return X509.der(certificate).sha256();
  }
}
