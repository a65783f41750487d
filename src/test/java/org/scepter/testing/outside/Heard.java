package org.scepter.testing.outside;

import com.sun.net.httpserver.Headers;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.util.Optional;

/** A request that a stand-in was sent. */
public record Heard(String method, URI target, Headers headers, String body) {
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  public JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }
}
