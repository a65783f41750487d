package org.scepter.registrationpoint.approval;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.registrationpoint.Expectation;

/**
 * A request that needs an operator's word, as the operator sees it.
 *
 * @param state as recorded; {@link #asOf} tells whether time has ended it
 * @param expiresAt until when somebody may decide
 */
public record WaitingRequest(
    EnrolmentId id,
    WaitingState state,
    Asked asked,
    Instant createdAt,
    Instant expiresAt,
    Optional<Decided> decided) {

  /**
   * What is to be certified: the request's key, and the names that request and expectation share.
   *
   * @param request SHA-256 of the PKCS#10 that came first
   */
  public record Asked(
      Sha256 request,
      String subject,
      List<String> subjectAltNames,
      KeyUsageMask keyUsage,
      PublicKeyInfo.Algorithm keyAlgorithm,
      int keyBits) {
    public Asked {
      Objects.requireNonNull(request);
      Objects.requireNonNull(subject);
      subjectAltNames = List.copyOf(subjectAltNames);
      Objects.requireNonNull(keyUsage);
      Objects.requireNonNull(keyAlgorithm);
    }

    static Asked of(Expectation expected, PublicKeyInfo key, Sha256 request) {
      return new Asked(
          request,
          expected.subject().text(),
          expected.subjectAltNames().stream().map(SubjectAltName::text).toList(),
          expected.keyUsage(),
          key.algorithm(),
          key.bits());
    }
  }

  /**
   * An operator's word; who gave it stands in the audit.
   *
   * @param reason of a denial, else empty
   */
  public record Decided(Instant at, String reason) {
    public Decided {
      Objects.requireNonNull(at);
      Objects.requireNonNull(reason);
    }
  }

  public WaitingRequest {
    Objects.requireNonNull(id);
    Objects.requireNonNull(state);
    Objects.requireNonNull(asked);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(expiresAt);
    Objects.requireNonNull(decided);
  }

  /** How it stands at a time: EXPIRED if nobody decided until then. */
  public WaitingState asOf(Instant now) {
    return state == WaitingState.WAITING && !now.isBefore(expiresAt) ? WaitingState.EXPIRED : state;
  }
}
