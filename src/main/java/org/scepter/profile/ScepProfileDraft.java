package org.scepter.profile;

import java.util.List;
import java.util.Optional;
import org.scepter.platform.JsonFields;

/** A SCEP profile as it was written, before any rule has looked at it. */
record ScepProfileDraft(
    Optional<String> name,
    Optional<String> description,
    Optional<String> endpoint,
    Optional<List<String>> ndesUrls,
    Optional<String> templateName,
    Optional<String> trustedRootProfile,
    Optional<String> subjectNameFormat,
    Optional<List<String>> subjectAltNames,
    Optional<List<String>> keyUsage,
    Optional<String> keyType,
    Optional<Integer> keySize,
    Optional<List<String>> extendedKeyUsages,
    Optional<String> hashAlgorithm,
    Optional<String> validity,
    Optional<Integer> retries,
    Optional<Integer> retryDelayMinutes,
    Optional<Integer> renewalThresholdPercent,
    Optional<String> renewalGrace,
    Optional<String> revokeRenewedAfter,
    Optional<String> challengeLifetime,
    Optional<Boolean> allowSharedSubject,
    Optional<Boolean> approval) {

  /** Reads all fields; those of another type leave a fault in {@code fields}. */
  static ScepProfileDraft read(JsonFields fields) {
    return new ScepProfileDraft(
        fields.text("name"),
        fields.text("description"),
        fields.text("endpoint"),
        fields.texts("ndesUrls"),
        fields.text("templateName"),
        fields.text("trustedRootProfile"),
        fields.text("subjectNameFormat"),
        fields.texts("subjectAltNames"),
        fields.texts("keyUsage"),
        fields.text("keyType"),
        fields.integer("keySize"),
        fields.texts("extendedKeyUsages"),
        fields.text("hashAlgorithm"),
        fields.text("validity"),
        fields.integer("retries"),
        fields.integer("retryDelayMinutes"),
        fields.integer("renewalThresholdPercent"),
        fields.text("renewalGrace"),
        fields.text("revokeRenewedAfter"),
        fields.text("challengeLifetime"),
        fields.flag("allowSharedSubject"),
        fields.flag("approval"));
  }
}
