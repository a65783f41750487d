package org.scepter.issuing.template;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.SubjectAltName.Kind;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.pki.constraint.NameConstraints;
import org.scepter.pki.constraint.NameSubtree;
import org.scepter.platform.AllowList;

/** A template as JSON: as the API shows it, as its file has it, and as its terms are stored. */
public final class TemplateJson {
  private TemplateJson() {}

  /** All of it, in the order in which people read it. */
  public static JsonObject write(Template template) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", template.name().value())
            .add("version", template.version())
            .add("published", template.published());
    terms(template.terms()).forEach(json::add);
    return json.build();
  }

  /** What a version says. */
  public static JsonObject terms(TemplateTerms terms) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("description", terms.description())
            .add("holder", terms.holder().text())
            .add("purpose", purpose(terms.keyUsage()))
            .add("keyUsage", array(usages(terms.keyUsage())))
            .add("subject", terms.subject().text())
            .add("keyTypes", array(sorted(terms.keys().algorithms())))
            .add("minimumRsaBits", terms.keys().minimumRsaBits())
            .add("minimumEcBits", terms.keys().minimumEcBits())
            .add("extendedKeyUsages", array(terms.extendedKeyUsages()))
            .add("maximumValidity", terms.maximumValidity().toString());
    terms.renewalPeriod().ifPresent(period -> json.add("renewalPeriod", period.toString()));
    terms.hash().ifPresent(hash -> json.add("hashAlgorithm", hash.text()));
    return json.add("subjectAltNameKinds", array(sorted(terms.names().kinds())))
        .add("permittedNames", written(terms.names().constraints().permitted()))
        .add("excludedNames", written(terms.names().constraints().excluded()))
        .add("endpoints", array(terms.endpoints().names()))
        .add("readers", array(terms.readers().who()))
        .add("approval", terms.approval())
        .build();
  }

  private static JsonArrayBuilder written(List<NameSubtree> trees) {
    return array(trees.stream().map(NameSubtree::text).toList());
  }

  private static Set<String> sorted(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonArrayBuilder array(Collection<String> texts) {
    return Json.createArrayBuilder(texts);
  }

  /** {@code signature}, {@code encryption}, {@code signature-and-encryption}. */
  static String purpose(KeyUsageMask usage) {
    return switch (usage) {
      case SIGNATURE -> "signature";
      case ENCRYPTION -> "encryption";
      case GENERAL_PURPOSE -> "signature-and-encryption";
    };
  }

  /** The key usage that follows from a purpose. */
  static List<String> usages(KeyUsageMask usage) {
    return switch (usage) {
      case SIGNATURE -> List.of("digitalSignature");
      case ENCRYPTION -> List.of("keyEncipherment");
      case GENERAL_PURPOSE -> List.of("digitalSignature", "keyEncipherment");
    };
  }

  static Optional<KeyUsageMask> usage(String purpose) {
    for (KeyUsageMask usage : KeyUsageMask.values()) {
      if (purpose(usage).equals(purpose)) {
        return Optional.of(usage);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads what {@link #terms} wrote.
   *
   * @throws IllegalStateException if it is something else
   */
  public static Template read(TemplateName name, int version, boolean published, JsonObject json) {
    try {
      return new Template(name, version, published, read(json));
    } catch (UnreadableException | RuntimeException e) {
      throw new IllegalStateException("the stored template " + name + " cannot be read", e);
    }
  }

  private static TemplateTerms read(JsonObject json) throws UnreadableException {
    return new TemplateTerms(
        json.getString("description"),
        holder(json.getString("holder")),
        usage(json.getString("purpose")).orElseThrow(),
        SubjectSource.find(json.getString("subject")).orElseThrow(),
        new KeyBounds(
            texts(json, "keyTypes").stream().map(Algorithm::valueOf).collect(Collectors.toSet()),
            json.getInt("minimumRsaBits"),
            json.getInt("minimumEcBits")),
        texts(json, "extendedKeyUsages"),
        Period.parse(json.getString("maximumValidity")),
        Optional.ofNullable(json.getString("renewalPeriod", null)).map(Period::parse),
        Optional.ofNullable(json.getString("hashAlgorithm", null))
            .map(hash -> RequestHash.find(hash).orElseThrow()),
        names(json),
        new AllowList(Set.copyOf(texts(json, "endpoints"))),
        new Readers(texts(json, "readers")),
        json.getBoolean("approval"));
  }

  private static Holder holder(String text) {
    for (Holder holder : Holder.values()) {
      if (holder.text().equals(text)) {
        return holder;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" holds no certificate");
  }

  private static NameBounds names(JsonObject json) throws UnreadableException {
    return new NameBounds(
        texts(json, "subjectAltNameKinds").stream().map(Kind::valueOf).collect(Collectors.toSet()),
        new NameConstraints(
            subtrees(texts(json, "permittedNames")), subtrees(texts(json, "excludedNames"))));
  }

  private static List<NameSubtree> subtrees(List<String> written) throws UnreadableException {
    List<NameSubtree> trees = new ArrayList<>();
    for (String each : written) {
      trees.add(NameSubtree.parse(each));
    }
    return trees;
  }

  private static List<String> texts(JsonObject json, String field) {
    return json.getJsonArray(field).getValuesAs(JsonString::getString);
  }
}
