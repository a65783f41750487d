package org.scepter.issuing.est;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.CaGeneration;
import org.scepter.pki.Der;

/**
 * What a node has to know of the CA before a device asks: {@code {"generations": [{"number": 1,
 * "chain": [base64...], "activeFrom": instant, "retiresAt": instant}], "nextAuthority": base64,
 * "infrastructure": [[base64...]]}}.
 *
 * @param generations every CA to which requests are taken, at least one
 * @param nextAuthority the ready-made answer to GetNextCACert
 * @param infrastructure for each generation the chain that certifies Scepter's own parts, where
 *     that is not the one that issues to devices; else empty
 */
public record AuthorityDocument(
    List<CaGeneration> generations, Optional<Der> nextAuthority, List<List<Der>> infrastructure) {
  /** Longest text that is read. */
  public static final int MAX_LENGTH = 1_048_576;

  public AuthorityDocument {
    generations = List.copyOf(generations);
    Objects.requireNonNull(nextAuthority);
    infrastructure = infrastructure.stream().map(List::copyOf).toList();
    if (!infrastructure.isEmpty() && infrastructure.size() != generations.size()) {
      throw new IllegalArgumentException("each generation has its infrastructure, or none has");
    }
    if (generations.isEmpty()) {
      throw new IllegalArgumentException("there is at least one CA");
    }
  }

  /** Of a CA that certifies devices and Scepter's parts alike. */
  public AuthorityDocument(List<CaGeneration> generations, Optional<Der> nextAuthority) {
    this(generations, nextAuthority, List.of());
  }

  /** Whether another CA issues to devices. */
  public boolean isElsewhere() {
    return !infrastructure.isEmpty();
  }

  /** The generations with the chains that certify Scepter's own parts. */
  public List<CaGeneration> certifyingNodes() {
    List<CaGeneration> all = new ArrayList<>();
    for (int i = 0; i < infrastructure.size(); i++) {
      CaGeneration told = generations.get(i);
      all.add(
          new CaGeneration(
              told.number(), infrastructure.get(i), told.activeFrom(), told.retiresAt()));
    }
    return all.isEmpty() ? generations : all;
  }

  public JsonObject json() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (CaGeneration each : generations) {
      all.add(
          Json.createObjectBuilder()
              .add("number", each.number())
              .add("chain", written(each.chain()))
              .add("activeFrom", each.activeFrom().toString())
              .add("retiresAt", each.retiresAt().toString()));
    }
    JsonObjectBuilder json = Json.createObjectBuilder().add("generations", all);
    nextAuthority.ifPresent(next -> json.add("nextAuthority", next.base64()));
    if (isElsewhere()) {
      JsonArrayBuilder chains = Json.createArrayBuilder();
      infrastructure.forEach(chain -> chains.add(written(chain)));
      json.add("infrastructure", chains);
    }
    return json.build();
  }

  private static JsonArrayBuilder written(List<Der> chain) {
    JsonArrayBuilder written = Json.createArrayBuilder();
    chain.forEach(certificate -> written.add(certificate.base64()));
    return written;
  }

  /**
   * @throws RuntimeException if it is not such a document: of JSON's reader, of times or numbers
   */
  public static AuthorityDocument read(JsonObject json) {
    List<CaGeneration> generations = new ArrayList<>();
    for (JsonValue each : json.getJsonArray("generations")) {
      JsonObject generation = each.asJsonObject();
      generations.add(
          new CaGeneration(
              generation.getInt("number"),
              chain(generation.getJsonArray("chain")),
              Instant.parse(generation.getString("activeFrom")),
              Instant.parse(generation.getString("retiresAt"))));
    }
    return new AuthorityDocument(
        generations,
        Optional.ofNullable(json.getString("nextAuthority", null)).map(AuthorityDocument::der),
        json.getOrDefault("infrastructure", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
            .map(each -> chain(each.asJsonArray()))
            .toList());
  }

  private static List<Der> chain(JsonArray written) {
    return written.getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .map(AuthorityDocument::der)
        .toList();
  }

  private static Der der(String base64) {
    return Der.of(Base64.getDecoder().decode(base64));
  }
}
