package org.scepter.registrationpoint.authority;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeId;

/**
 * That an enrolment renews another one's certificate.
 *
 * @param id of the expectation that stands in a challenge's place
 * @param renewed the enrolment whose certificate signs
 * @param serial that certificate's serial number
 * @param signerKey SHA-256 of that certificate's SubjectPublicKeyInfo, which signs polls as well
 * @param supersedeAfter how long after the renewal it is revoked; empty if it is kept
 */
public record Renewal(
    ChallengeId id,
    EnrolmentId renewed,
    SerialNumber serial,
    Sha256 signerKey,
    Optional<Duration> supersedeAfter) {
  public Renewal {
    Objects.requireNonNull(id);
    Objects.requireNonNull(renewed);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(signerKey);
    Objects.requireNonNull(supersedeAfter);
  }

  /** One for each certificate and new key: asked again, the renewal is the same. */
  static ChallengeId idOf(EnrolmentId renewed, Sha256 newKey) {
    String named = "renewal " + renewed.hex() + " " + newKey.hex();
    return new ChallengeId(
        Sha256.of(named.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, 32));
  }
}
