package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;

/** An answer of the API: status, media type and text. */
public record JsonAnswer(int status, String type, String text) {
  public static JsonAnswer of(HttpResponse<String> response) {
    return new JsonAnswer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  /** The body as an object. */
  public JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** This answer, if it has that status. */
  public JsonAnswer expect(int expected) {
    assertThat(status).as(text).isEqualTo(expected);
    return this;
  }

  public boolean isProblem() {
    return type.startsWith("application/problem+json");
  }
}
