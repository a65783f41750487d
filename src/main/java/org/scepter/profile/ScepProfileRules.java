package org.scepter.profile;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.platform.Caller;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;

/**
 * The rules between a profile as written and one that can be deployed. Every rule is asked, so that
 * all faults are named at once.
 */
final class ScepProfileRules {
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._()-]{0,63}";
  static final String NAME_EXPECTED =
      "must have 1 to 64 ASCII letters, digits, blanks and ._()-, beginning with a letter or digit";
  static final int MAX_DESCRIPTION = 256;

  private static final String ENDPOINT = "[a-z0-9][a-z0-9-]{0,31}";
  static final int MAX_URLS = 8;
  private static final int MAX_URL_LENGTH = 1024;
  private static final Duration MAX_RENEWAL_DELAY = Duration.ofDays(90);

  private final PublishedTemplates templates;
  private final Caller caller;
  private final Duration challengeLifetime;

  /**
   * @param caller who makes the profile
   * @param challengeLifetime for profiles that name none
   */
  ScepProfileRules(PublishedTemplates templates, Caller caller, Duration challengeLifetime) {
    this.templates = templates;
    this.caller = caller;
    this.challengeLifetime = challengeLifetime;
  }

  /** The profile, or 422 with a line for each faulty field. */
  Result<ScepProfile> validate(JsonFields fields, Predicate<String> isTrustedRoot) {
    ScepProfileDraft draft = ScepProfileDraft.read(fields);
    String endpoint = endpoint(draft, fields);
    NameFormats names = new NameRules(fields).names(draft);
    TemplateRules fit = new TemplateRules(templates, caller, fields);
    KeyUsageMask usage = fit.keyUsage(draft.keyUsage());
    Optional<PublishedTemplate> template = fit.template(draft.templateName(), usage);
    PublicKeyInfo.Algorithm keyType = fit.keyType(draft.keyType(), template);
    int keySize = fit.keySize(draft.keySize(), keyType, template);
    List<String> purposes = fit.purposes(draft.extendedKeyUsages(), template);
    Period validity = fit.validity(draft.validity(), template);
    String name = name(draft, fields);
    String description = description(draft.description(), fields);
    List<String> urls = urls(draft, fields);
    String root = root(draft, isTrustedRoot, fields);
    HashAlgorithm hash = hash(draft, fields);
    fit.hash(hash, template);
    fit.endpoint(endpoint, template);
    fit.names(names, template);
    Duration lifetime = lifetime(draft, fields);
    int retries = within(fields, "retries", draft.retries(), 3, 0, 30);
    int delay = within(fields, "retryDelayMinutes", draft.retryDelayMinutes(), 1, 1, 1440);
    ScepProfile.Renewal renewal = renewal(draft, fields);
    fit.renewal(renewal.thresholdPercent(), validity, template);
    return fields.orFaults(
        () ->
            new ScepProfile(
                name,
                description,
                endpoint,
                urls,
                template.map(PublishedTemplate::name).orElseThrow(),
                root,
                names,
                usage,
                keyType,
                keySize,
                purposes,
                hash,
                validity,
                retries,
                delay,
                renewal,
                lifetime,
                draft.allowSharedSubject().orElse(false),
                draft.approval().orElse(false)));
  }

  private static String name(ScepProfileDraft draft, JsonFields fields) {
    String name = draft.name().orElse("");
    if (!name.matches(NAME)) {
      fields.fault("name", NAME_EXPECTED);
    }
    return name;
  }

  static String description(Optional<String> written, JsonFields fields) {
    String description = written.orElse("");
    if (description.length() > MAX_DESCRIPTION
        || description.chars().anyMatch(Character::isISOControl)) {
      fields.fault(
          "description",
          "must have at most " + MAX_DESCRIPTION + " characters and no control characters");
    }
    return description;
  }

  private static String endpoint(ScepProfileDraft draft, JsonFields fields) {
    String endpoint = draft.endpoint().orElse("mscep");
    if (!endpoint.matches(ENDPOINT)) {
      fields.fault("endpoint", "must have 1 to 32 lower-case letters, digits and hyphens");
    }
    return endpoint;
  }

  private static List<String> urls(ScepProfileDraft draft, JsonFields fields) {
    if (draft.ndesUrls().isEmpty()) {
      return List.of();
    }
    List<String> urls = draft.ndesUrls().get();
    if (urls.isEmpty() || urls.size() > MAX_URLS) {
      fields.fault("ndesUrls", "must have 1 to " + MAX_URLS + " URLs");
    }
    for (int i = 0; i < urls.size(); i++) {
      if (!isWebUrl(urls.get(i))) {
        fields.fault(
            "ndesUrls[" + i + "]",
            "must be an absolute http or https URL without user, query, fragment or ;");
      }
    }
    return urls;
  }

  // Windows takes several URLs in one text with ';' between them.
  private static boolean isWebUrl(String text) {
    return text.length() <= MAX_URL_LENGTH
        && text.matches(
            "https?://([A-Za-z0-9.-]++|\\[[0-9A-Fa-f:.]++\\])(:[0-9]{1,5})?"
                + "(/[A-Za-z0-9._~!$&'()*+,=:@%/-]*+)?");
  }

  private static String root(
      ScepProfileDraft draft, Predicate<String> isTrustedRoot, JsonFields fields) {
    String root = draft.trustedRootProfile().orElse("");
    if (!root.matches(NAME) || !isTrustedRoot.test(root)) {
      fields.fault("trustedRootProfile", "must name a trusted-root profile that exists");
    }
    return root;
  }

  private static ScepProfile.Renewal renewal(ScepProfileDraft draft, JsonFields fields) {
    int threshold =
        within(fields, "renewalThresholdPercent", draft.renewalThresholdPercent(), 20, 1, 99);
    Optional<Duration> grace = days(fields, "renewalGrace", draft.renewalGrace());
    return new ScepProfile.Renewal(
        threshold,
        grace.orElse(Duration.ZERO),
        days(fields, "revokeRenewedAfter", draft.revokeRenewedAfter()));
  }

  private static Optional<Duration> days(
      JsonFields fields, String field, Optional<String> written) {
    Optional<Duration> duration = written.flatMap(ScepProfileRules::duration);
    if (written.isPresent()
        && duration.filter(d -> !d.isNegative() && d.compareTo(MAX_RENEWAL_DELAY) <= 0).isEmpty()) {
      fields.fault(field, "must be an ISO 8601 duration from PT0S to P90D");
    }
    return duration;
  }

  private static Optional<Duration> duration(String written) {
    try {
      return Optional.of(Duration.parse(written));
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static HashAlgorithm hash(ScepProfileDraft draft, JsonFields fields) {
    String written = draft.hashAlgorithm().orElse(HashAlgorithm.SHA_256.text());
    Optional<HashAlgorithm> hash = HashAlgorithm.find(written);
    if (hash.isEmpty()) {
      fields.fault("hashAlgorithm", HashAlgorithm.refusal(written));
    }
    return hash.orElse(HashAlgorithm.SHA_256);
  }

  private Duration lifetime(ScepProfileDraft draft, JsonFields fields) {
    Duration min = ProfileSettings.MIN_CHALLENGE_LIFETIME;
    Duration max = ProfileSettings.MAX_CHALLENGE_LIFETIME;
    Optional<Duration> written =
        draft.challengeLifetime().isEmpty()
            ? Optional.of(challengeLifetime)
            : draft.challengeLifetime().flatMap(ScepProfileRules::duration);
    if (written.filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0).isEmpty()) {
      fields.fault("challengeLifetime", "must be an ISO 8601 duration from PT1S to P30D");
    }
    return written.orElse(challengeLifetime);
  }

  private static int within(
      JsonFields fields, String field, Optional<Integer> written, int otherwise, int min, int max) {
    int value = written.orElse(otherwise);
    if (value < min || value > max) {
      fields.fault(field, "must be " + min + " to " + max);
    }
    return value;
  }
}
