package org.scepter.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON object of a request within bounds. */
public final class JsonBody {
  /** Longest body read, in bytes: the largest profile is a fraction of it. */
  public static final int MAX_LENGTH = 65_536;

  private static final int MAX_DEPTH = 16;
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private JsonBody() {}

  /** Its fields, or 413 above {@link #MAX_LENGTH}, or 400 for anything but one JSON object. */
  public static Result<JsonFields> read(InputStream body) {
    return read(body, MAX_LENGTH);
  }

  /** The same with another limit, for calls between servers. */
  public static Result<JsonFields> read(InputStream body, int maxLength) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(maxLength + 1);
    } catch (IOException e) {
      return malformed("The body could not be read.");
    }
    if (bytes.length > maxLength) {
      return Result.refused(
          new Problem(
              413, "Body too large", "A body has at most " + maxLength + " bytes.", List.of()));
    }
    return parse(bytes);
  }

  /** The object of an answer that was read within bounds; empty for anything but one. */
  public static Optional<JsonObject> object(byte[] bytes) {
    try {
      if (!isOneObject(bytes)) {
        return Optional.empty();
      }
      try (JsonReader reader =
          READERS.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
        return Optional.of(reader.readObject());
      }
    } catch (RuntimeException e) {
      // Among them the parser's own bounds, which are no JSON faults to it.
      return Optional.empty();
    }
  }

  private static Result<JsonFields> parse(byte[] bytes) {
    try {
      if (!isOneObject(bytes)) {
        return malformed(
            "The body is not one JSON object with each name once and nesting up to "
                + MAX_DEPTH
                + ".");
      }
      try (JsonReader reader =
          READERS.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
        return Result.of(new JsonFields(reader.readObject()));
      }
    } catch (JsonParsingException e) {
      return malformed(
          "The body is not JSON: see line "
              + e.getLocation().getLineNumber()
              + ", column "
              + e.getLocation().getColumnNumber()
              + ".");
    } catch (RuntimeException e) {
      // Among them the parser's own bounds, which are no JSON faults to it.
      return malformed("The body is not JSON in UTF-8.");
    }
  }

  // Readers take the last of two equal names and what stands behind the object for granted.
  private static boolean isOneObject(byte[] bytes) {
    Deque<Set<String>> open = new ArrayDeque<>();
    try (JsonParser parser =
        PARSERS.createParser(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      boolean first = true;
      while (parser.hasNext()) {
        JsonParser.Event event = parser.next();
        if (first && event != JsonParser.Event.START_OBJECT) {
          return false;
        }
        first = false;
        if (!isAcceptable(event, parser, open)) {
          return false;
        }
      }
      return !first;
    }
  }

  private static boolean isAcceptable(
      JsonParser.Event event, JsonParser parser, Deque<Set<String>> open) {
    return switch (event) {
      case START_OBJECT, START_ARRAY -> {
        open.push(new HashSet<>());
        yield open.size() <= MAX_DEPTH;
      }
      case END_OBJECT, END_ARRAY -> {
        open.pop();
        yield true;
      }
      case KEY_NAME -> open.element().add(parser.getString());
      case VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
    };
  }

  private static Result<JsonFields> malformed(String detail) {
    return Result.refused(new Problem(400, "Malformed body", detail, List.of()));
  }
}
