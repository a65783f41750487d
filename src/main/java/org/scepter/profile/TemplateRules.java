package org.scepter.profile;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.platform.Caller;
import org.scepter.platform.JsonFields;

/** The rules by which a profile fits the template that it names. */
final class TemplateRules {
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
  private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);
  private static final Set<Integer> EC_SIZES = Set.of(256, 384, 521);
  // A common year, so that P1Y and P365D are the same.
  private static final LocalDate REFERENCE = LocalDate.of(2025, 1, 1);
  private static final Period LONGEST = Period.ofYears(50);

  private final PublishedTemplates templates;
  private final Caller caller;
  private final JsonFields fields;

  /**
   * @param caller who makes the profile
   */
  TemplateRules(PublishedTemplates templates, Caller caller, JsonFields fields) {
    this.templates = templates;
    this.caller = caller;
    this.fields = fields;
  }

  KeyUsageMask keyUsage(Optional<List<String>> written) {
    Set<String> usages = new LinkedHashSet<>(written.orElse(List.of()));
    int bits = 0;
    for (String usage : usages) {
      bits |=
          switch (usage) {
            case "digitalSignature" -> 0x80;
            case "keyEncipherment" -> 0x20;
            default -> 0x100;
          };
    }
    if (bits == 0 || bits > 0xff) {
      fields.fault("keyUsage", "must be a list of digitalSignature, keyEncipherment or both");
      return KeyUsageMask.GENERAL_PURPOSE;
    }
    return KeyUsageMask.of(bits);
  }

  Optional<PublishedTemplate> template(Optional<String> written, KeyUsageMask usage) {
    String name = written.orElse("");
    if (!name.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      fields.fault("templateName", "must be ASCII, as Windows clients demand");
      return Optional.empty();
    }
    Optional<String> refusal = refusal(templates.standing(name, caller));
    refusal.ifPresent(why -> fields.fault("templateName", why));
    Optional<PublishedTemplate> template =
        refusal.isPresent() ? Optional.empty() : templates.named(name);
    if (template.isPresent() && template.get().keyUsage() != usage) {
      fields.fault(
          "keyUsage",
          "must be " + words(template.get().keyUsage()) + ", as template " + name + " has it");
    }
    return template;
  }

  private Optional<String> refusal(PublishedTemplates.Standing standing) {
    return switch (standing) {
      case OPEN -> Optional.empty();
      case NOT_READABLE ->
          Optional.of("must name a template that you may read: you are not among its readers");
      case NOT_PUBLISHED ->
          Optional.of("must name a published template: this one is not published");
      case NOT_FOR_DEVICES ->
          Optional.of("must name a template for devices: Scepter issues from this one to itself");
      case UNKNOWN ->
          Optional.of("must name a published template: there is none of this name, but " + open());
    };
  }

  private String open() {
    return templates.all().stream()
        .map(one -> one.name().value())
        .filter(name -> templates.standing(name, caller) == PublishedTemplates.Standing.OPEN)
        .collect(Collectors.joining(", "));
  }

  /** Whether devices may enrol for the template where the profile sends them. */
  void endpoint(String endpoint, Optional<PublishedTemplate> template) {
    template
        .filter(one -> !one.endpoints().allows(endpoint))
        .ifPresent(
            one ->
                fields.fault(
                    "endpoint", "must be one that the template is for: " + one.endpoints().text()));
  }

  /** Whether the names that the profile makes are of kinds that the template allows. */
  void names(NameFormats names, Optional<PublishedTemplate> template) {
    if (template.isEmpty() || names == null) {
      return;
    }
    if (template.get().fromRecord() && !names.isUnique()) {
      fields.fault(
          "subjectNameFormat",
          "must have something unique to the device or user: the template takes names from its"
              + " record");
    }
    for (int i = 0; i < names.altNames().size(); i++) {
      if (!template.get().names().kinds().contains(names.altNames().get(i).kind())) {
        fields.fault(
            "subjectAltNames[" + i + "]",
            "must be of a kind that the template allows: "
                + new TreeSet<>(template.get().names().kinds()));
      }
    }
  }

  void hash(HashAlgorithm hash, Optional<PublishedTemplate> template) {
    template
        .filter(one -> hash.bits() < one.minimumHashBits())
        .ifPresent(
            one -> fields.fault("hashAlgorithm", "must be at least SHA-" + one.minimumHashBits()));
  }

  /** Whether what the profile lets renew itself may do so by the template. */
  void renewal(int thresholdPercent, Period validity, Optional<PublishedTemplate> template) {
    long days = ChronoUnit.DAYS.between(REFERENCE, REFERENCE.plus(validity));
    template
        .flatMap(PublishedTemplate::renewalPeriod)
        .filter(
            period ->
                REFERENCE.plusDays(days * thresholdPercent / 100).isAfter(REFERENCE.plus(period)))
        .ifPresent(
            period ->
                fields.fault(
                    "renewalThresholdPercent",
                    "must leave at most the template's renewalPeriod, " + period));
  }

  private static String words(KeyUsageMask usage) {
    return switch (usage) {
      case SIGNATURE -> "digitalSignature";
      case ENCRYPTION -> "keyEncipherment";
      case GENERAL_PURPOSE -> "digitalSignature and keyEncipherment";
    };
  }

  PublicKeyInfo.Algorithm keyType(Optional<String> written, Optional<PublishedTemplate> template) {
    String type = written.orElse("RSA");
    if (!type.equals("RSA") && !type.equals("EC")) {
      fields.fault("keyType", "must be RSA or EC");
      return PublicKeyInfo.Algorithm.RSA;
    }
    PublicKeyInfo.Algorithm algorithm = PublicKeyInfo.Algorithm.valueOf(type);
    if (template.filter(one -> !one.keys().allows(algorithm)).isPresent()) {
      fields.fault("keyType", "must be one that the template allows, which " + type + " is not");
    }
    return algorithm;
  }

  int keySize(
      Optional<Integer> written,
      PublicKeyInfo.Algorithm type,
      Optional<PublishedTemplate> template) {
    return switch (type) {
      case RSA -> rsaKeySize(written.orElse(2048), template);
      case EC -> ecKeySize(written.orElse(256), template);
    };
  }

  private int ecKeySize(int size, Optional<PublishedTemplate> template) {
    int minimum = template.map(one -> one.keys().minimumEcBits()).orElse(256);
    if (!EC_SIZES.contains(size)) {
      fields.fault("keySize", "must be 256, 384 or 521 for an EC key");
    } else if (size < minimum) {
      fields.fault("keySize", "must be at least the template's " + minimum);
    }
    return size;
  }

  private int rsaKeySize(int size, Optional<PublishedTemplate> template) {
    int minimum = template.map(one -> one.keys().minimumRsaBits()).orElse(2048);
    if (!RSA_SIZES.contains(size)) {
      fields.fault(
          "keySize",
          size == 1024
              ? "must be 2048, 3072 or 4096: RSA-1024 can be broken"
              : "must be 2048, 3072 or 4096");
    } else if (size < minimum) {
      fields.fault("keySize", "must be at least the template's " + minimum);
    }
    return size;
  }

  List<String> purposes(Optional<List<String>> written, Optional<PublishedTemplate> template) {
    List<String> purposes = written.orElse(List.of(CLIENT_AUTHENTICATION));
    if (purposes.isEmpty() || new LinkedHashSet<>(purposes).size() != purposes.size()) {
      fields.fault("extendedKeyUsages", "must have at least one OID, each once");
    }
    for (int i = 0; i < purposes.size() && template.isPresent(); i++) {
      if (!template.get().ekus().contains(purposes.get(i))) {
        fields.fault(
            "extendedKeyUsages[" + i + "]",
            "must be an OID that the template allows: " + String.join(", ", template.get().ekus()));
      }
    }
    return purposes;
  }

  Period validity(Optional<String> written, Optional<PublishedTemplate> template) {
    Period maximum = template.map(PublishedTemplate::maximumValidity).orElse(LONGEST);
    Period validity = parsed(written.orElse("P1Y"));
    if (validity.isNegative()
        || validity.isZero()
        || REFERENCE.plus(validity).isAfter(REFERENCE.plus(maximum))) {
      fields.fault(
          "validity",
          "must be an ISO 8601 period of days, months or years from P1D to the template's "
              + maximum);
    }
    return validity;
  }

  // Bounded digits keep the sum with a date within what a date can be.
  private static Period parsed(String text) {
    return text.matches("P(?=.)(\\d{1,2}Y)?(\\d{1,3}M)?(\\d{1,4}W)?(\\d{1,5}D)?")
        ? Period.parse(text)
        : Period.ZERO;
  }
}
