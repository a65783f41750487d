package org.scepter.platform;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.function.Function;

/** Answers in JSON as the API gives them. */
public final class JsonAnswer {
  private JsonAnswer() {}

  /** {@code {"items":[...],"next":"..."}}. */
  public static <T> JsonObject list(Page.Items<T> items, Function<T, JsonObject> json) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    items.items().forEach(item -> array.add(json.apply(item)));
    JsonObjectBuilder answer = Json.createObjectBuilder().add("items", array);
    items.next().ifPresent(next -> answer.add("next", next));
    return answer.build();
  }
}
