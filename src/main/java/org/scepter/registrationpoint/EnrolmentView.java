package org.scepter.registrationpoint;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;

/**
 * One enrolment: an endpoint, a challenge and a key.
 *
 * @param thumbprint the certificate that came of it, once known
 */
public record EnrolmentView(
    EnrolmentId id,
    EndpointName endpoint,
    ChallengeId challenge,
    Sha256 key,
    String device,
    String profile,
    Instant createdAt,
    Optional<Thumbprint> thumbprint) {
  public EnrolmentView {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(challenge);
    Objects.requireNonNull(key);
    Objects.requireNonNull(device);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(thumbprint);
  }
}
