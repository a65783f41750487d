package org.scepter.issuing.template;

import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.SubjectAltName.Kind;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.pki.constraint.NameConstraints;
import org.scepter.pki.constraint.NameSubtree;
import org.scepter.platform.AllowList;
import org.scepter.platform.JsonFields;

/** The rules between a template's terms as written and ones that can be in force. */
final class TemplateRules {
  private static final int MAX_DESCRIPTION = 256;
  private static final int MAX_ITEMS = 32;
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ENDPOINT = "\\*|[a-z0-9][a-z0-9-]{0,31}";
  private static final String PERIOD = "must be an ISO 8601 period of 1 day to 10 years, like P2Y";
  private static final Set<Integer> RSA_BITS = Set.of(1024, 2048, 3072, 4096, 8192);
  private static final Set<Integer> EC_BITS = Set.of(256, 384, 521);

  private final JsonFields fields;

  TemplateRules(JsonFields fields) {
    this.fields = fields;
  }

  /** The terms; of no use if a fault was left in the fields. */
  TemplateTerms terms() {
    // What the API shows besides may come back with a change or a file.
    if (fields.text("holder").filter(text -> !text.equals(Holder.DEVICE.text())).isPresent()) {
      fields.fault("holder", "must be device: others are Scepter's own");
    }
    KeyUsageMask usage = usage();
    Period validity = period("maximumValidity").orElse(Period.ofYears(1));
    return new TemplateTerms(
        description(),
        Holder.DEVICE,
        usage,
        subject(),
        keys(usage),
        purposes(),
        validity,
        renewal(validity),
        hash(),
        new NameBounds(
            kinds(), new NameConstraints(subtrees("permittedNames"), subtrees("excludedNames"))),
        new AllowList(items("endpoints", ENDPOINT, "an endpoint's name or *", Set.of())),
        readers(),
        fields.flag("approval").orElse(false));
  }

  private String description() {
    String description = fields.text("description").orElse("");
    if (description.length() > MAX_DESCRIPTION
        || description.chars().anyMatch(Character::isISOControl)) {
      fields.fault(
          "description",
          "must have at most " + MAX_DESCRIPTION + " characters and no control characters");
    }
    return description;
  }

  private KeyUsageMask usage() {
    Optional<KeyUsageMask> usage =
        fields.needed("purpose", MAX_DESCRIPTION).flatMap(TemplateJson::usage);
    if (usage.isEmpty()) {
      fields.fault("purpose", "must be signature, encryption or signature-and-encryption");
    }
    KeyUsageMask purpose = usage.orElse(KeyUsageMask.SIGNATURE);
    Set<String> follows = Set.copyOf(TemplateJson.usages(purpose));
    Optional<List<String>> written = fields.texts("keyUsage");
    if (usage.isPresent() && written.filter(w -> !Set.copyOf(w).equals(follows)).isPresent()) {
      fields.fault(
          "keyUsage",
          "must be left out or what the purpose means: "
              + String.join(" and ", TemplateJson.usages(purpose)));
    }
    return purpose;
  }

  private SubjectSource subject() {
    String written = fields.text("subject").orElse(SubjectSource.RECORD.text());
    Optional<SubjectSource> source = SubjectSource.find(written);
    if (source.isEmpty()) {
      fields.fault("subject", "must be request or record");
    }
    return source.orElse(SubjectSource.RECORD);
  }

  // EC keys encipher nothing (RFC 8813 §3), so keyEncipherment is for RSA alone.
  private KeyBounds keys(KeyUsageMask usage) {
    Set<Algorithm> types = EnumSet.noneOf(Algorithm.class);
    for (String type : fields.texts("keyTypes").orElse(List.of("RSA"))) {
      if (type.equals("RSA") || type.equals("EC")) {
        types.add(Algorithm.valueOf(type));
      } else {
        fields.fault("keyTypes", "must be a list of RSA, EC or both");
      }
    }
    if (types.isEmpty()) {
      fields.fault("keyTypes", "must be a list of RSA, EC or both");
      types.add(Algorithm.RSA);
    } else if (types.contains(Algorithm.EC) && usage != KeyUsageMask.SIGNATURE) {
      fields.fault("keyTypes", "must not have EC unless the purpose is signature");
    }
    return new KeyBounds(
        types, bits("minimumRsaBits", 2048, RSA_BITS), bits("minimumEcBits", 256, EC_BITS));
  }

  private int bits(String field, int otherwise, Set<Integer> accepted) {
    int bits = fields.integer(field).orElse(otherwise);
    if (!accepted.contains(bits)) {
      fields.fault(field, "must be one of " + new TreeSet<>(accepted));
    }
    return bits;
  }

  private List<String> purposes() {
    List<String> purposes = fields.texts("extendedKeyUsages").orElse(List.of(CLIENT_AUTH));
    if (purposes.isEmpty()
        || purposes.size() > MAX_ITEMS
        || new LinkedHashSet<>(purposes).size() != purposes.size()) {
      fields.fault("extendedKeyUsages", "must have 1 to " + MAX_ITEMS + " OIDs, each once");
    }
    for (int i = 0; i < Math.min(purposes.size(), MAX_ITEMS); i++) {
      String field = "extendedKeyUsages[" + i + "]";
      Purposes.fault(purposes.get(i))
          .ifPresent(fault -> fields.fault(field, "must be an OID for devices; this one " + fault));
    }
    return purposes;
  }

  private Optional<Period> period(String field) {
    Optional<String> written = fields.text(field);
    Optional<Period> period = written.flatMap(Periods::parse);
    if (written.isPresent() && period.isEmpty()) {
      fields.fault(field, PERIOD);
    }
    return period;
  }

  private Optional<Period> renewal(Period validity) {
    Optional<Period> renewal = period("renewalPeriod");
    if (renewal.filter(period -> !Periods.isLonger(validity, period)).isPresent()) {
      fields.fault("renewalPeriod", "must be shorter than maximumValidity");
    }
    return renewal;
  }

  private Optional<RequestHash> hash() {
    Optional<String> written = fields.text("hashAlgorithm");
    Optional<RequestHash> hash = written.flatMap(RequestHash::find);
    if (written.isPresent() && hash.isEmpty()) {
      fields.fault("hashAlgorithm", "must be SHA-256, SHA-384 or SHA-512");
    }
    return hash;
  }

  private Set<Kind> kinds() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String kind :
        items(
            "subjectAltNameKinds",
            "DNS|EMAIL|UPN|URI|IP",
            "one of DNS, EMAIL, UPN, URI, IP",
            Set.of())) {
      kinds.add(Kind.valueOf(kind));
    }
    return kinds;
  }

  private List<NameSubtree> subtrees(String field) {
    List<String> written = fields.texts(field).orElse(List.of());
    if (written.size() > NameConstraints.MAX_SUBTREES) {
      fields.fault(field, "must have at most " + NameConstraints.MAX_SUBTREES + " names");
      return List.of();
    }
    List<NameSubtree> trees = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      try {
        trees.add(NameSubtree.parse(written.get(i)));
      } catch (UnreadableException e) {
        fields.fault(field + "[" + i + "]", e.getMessage());
      }
    }
    return trees;
  }

  private Readers readers() {
    return new Readers(
        List.copyOf(
            items(
                "readers",
                Readers.PATTERN,
                "role:administrator, role:operator, role:auditor, user:NAME or *",
                Set.copyOf(Readers.ADMINISTRATORS.who()))));
  }

  /** The items that fit; without {@code otherwise} the field has to be there. */
  private Set<String> items(String field, String pattern, String each, Set<String> otherwise) {
    Optional<List<String>> written = fields.texts(field);
    if (written.isEmpty() && otherwise.isEmpty()) {
      fields.fault(field, "is needed: a list, each " + each);
    }
    Set<String> fit = new TreeSet<>();
    List<String> items = written.orElse(List.copyOf(otherwise));
    if (items.size() > MAX_ITEMS) {
      fields.fault(field, "must have at most " + MAX_ITEMS + " items");
    }
    for (int i = 0; i < Math.min(items.size(), MAX_ITEMS); i++) {
      if (items.get(i).matches(pattern)) {
        fit.add(items.get(i));
      } else {
        fields.fault(field + "[" + i + "]", "must be " + each);
      }
    }
    return fit;
  }
}
