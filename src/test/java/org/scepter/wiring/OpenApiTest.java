package org.scepter.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  private static JsonObject document() throws IOException {
    return Json.createReader(new ByteArrayInputStream(OpenApiResource.text())).readObject();
  }

  @Test
  void the_description_has_exactly_what_is_served() throws IOException {
    Set<String> described = new TreeSet<>();
    JsonObject paths = document().getJsonObject("paths");
    paths.forEach(
        (path, operations) ->
            operations.asJsonObject().keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(method + " " + path)));
    Set<String> served = new TreeSet<>(served(new SiteApplication()));
    served.addAll(served(new CheckInApplication()));
    served.addAll(served(new RegistrationPointApplication()));
    assertThat(described).isEqualTo(served);
  }

  private static List<String> served(Application application) {
    List<String> served = new ArrayList<>();
    for (Class<?> resource : application.getClasses()) {
      Path root = resource.getAnnotation(Path.class);
      for (Method method : resource.getMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (root != null && verb != null) {
            Path path = method.getAnnotation(Path.class);
            String tail = path == null ? "" : "/" + path.value();
            String whole = ("/" + root.value() + tail).replaceAll("^/+", "/");
            served.add(verb.value().toLowerCase(Locale.ROOT) + " " + whole);
          }
        }
      }
    }
    return served;
  }

  @Test
  void every_reference_leads_somewhere() throws IOException {
    JsonObject document = document();
    List<String> references = new ArrayList<>();
    collect(document, references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.getValue(reference.substring(1))).as(reference).isNotNull();
    }
  }

  @Test
  void every_page_says_what_is_on_it() throws IOException {
    document()
        .getJsonObject("components")
        .getJsonObject("schemas")
        .forEach(
            (name, schema) -> {
              JsonValue items = property(schema.asJsonObject(), "items");
              if (items instanceof JsonObject list && name.endsWith("Page")) {
                assertThat(list.getJsonObject("items").containsKey("$ref")).as(name).isTrue();
              }
            });
  }

  private static JsonValue property(JsonObject schema, String name) {
    return schema.containsKey("properties") ? schema.getJsonObject("properties").get(name) : null;
  }

  private static void collect(JsonValue value, List<String> references) {
    if (value instanceof JsonObject object) {
      if (object.get("$ref") instanceof JsonString reference) {
        references.add(reference.getString());
      }
      object.values().forEach(inner -> collect(inner, references));
    } else if (value.getValueType() == JsonValue.ValueType.ARRAY) {
      value.asJsonArray().forEach(inner -> collect(inner, references));
    }
  }
}
