package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.Revocation;

/** A row as it is read; every change is a conditional statement of {@link ChallengeStore}. */
@Entity
@Table(name = "challenge")
class ChallengeEntity {
  @Id String id;
  String mac;

  @Enumerated(EnumType.STRING)
  ChallengeState state;

  String endpoint;
  String device;
  String profile;
  String template;

  @Column(name = "template_version")
  int templateVersion;

  byte[] subject;

  @Column(name = "subject_alt_names")
  String subjectAltNames;

  @Column(name = "security_identifier")
  String securityIdentifier;

  @Column(name = "key_usage")
  int keyUsage;

  @Column(name = "extended_key_usages")
  String extendedKeyUsages;

  @Enumerated(EnumType.STRING)
  @Column(name = "key_algorithm")
  PublicKeyInfo.Algorithm keyAlgorithm;

  @Column(name = "minimum_key_bits")
  int minimumKeyBits;

  String validity;
  boolean approval;

  @Column(name = "retry_seconds")
  long retrySeconds;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "changed_at")
  Instant changedAt;

  @Column(name = "bound_key")
  String boundKey;

  @Column(name = "bound_at")
  Instant boundAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "revocation_cause")
  Revocation.Cause revocationCause;

  @Column(name = "revocation_why")
  String revocationWhy;

  int failures;

  @Column(name = "contested_at")
  Instant contestedAt;

  protected ChallengeEntity() {}

  ChallengeView toView() {
    return new ChallengeView(
        new ChallengeId(id),
        state,
        expectation(),
        issuedAt,
        expiresAt,
        changedAt,
        boundKey == null
            ? Optional.empty()
            : Optional.of(new ChallengeView.Binding(new Sha256(boundKey), boundAt)),
        revocationCause == null
            ? Optional.empty()
            : Optional.of(new Revocation(revocationCause, revocationWhy)),
        new ChallengeView.Trouble(failures, Optional.ofNullable(contestedAt)));
  }

  private Expectation expectation() {
    try {
      return new Expectation(
          new EndpointName(endpoint),
          device,
          profile,
          new TemplateName(template),
          templateVersion,
          SubjectName.fromDer(subject),
          Lines.read(subjectAltNames).stream().map(SubjectAltName::parse).toList(),
          securityIdentifier.isEmpty() ? Optional.empty() : Optional.of(securityIdentifier),
          KeyUsageMask.of(keyUsage),
          Lines.read(extendedKeyUsages),
          keyAlgorithm,
          minimumKeyBits,
          Period.parse(validity),
          approval,
          Duration.ofSeconds(retrySeconds));
    } catch (UnreadableException e) {
      throw new IllegalStateException("challenge " + id + " holds an unreadable subject", e);
    }
  }

  /** Lists in one column: none of their values holds a line break. */
  static final class Lines {
    private Lines() {}

    static String write(List<String> values) {
      return String.join("\n", values);
    }

    static List<String> read(String column) {
      return column.isEmpty() ? List.of() : List.of(column.split("\n", -1));
    }
  }
}
