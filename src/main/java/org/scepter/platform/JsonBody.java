package org.scepter.platform;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;


/** Reads the JSON object of a request within bounds. */
public final class JsonBody {
  /** Longest body read, in bytes: the largest profile is a fraction of it. */
  public static final int MAX_LENGTH = 65_536;

  private static final JsonParserFactory PARSERS =
      Json.createParserFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private JsonBody() {}

  /** Its fields, or 413 above {@link #MAX_LENGTH}, or 400 for anything but one JSON object. */
  public static Result<JsonFields> read(InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(MAX_LENGTH + 1);
    } catch (IOException e) {
      return malformed("The body could not be read.");
    }
    if (bytes.length > MAX_LENGTH) {
      return Result.refused(
          new Problem(
              413, "Body too large", "A body has at most " + MAX_LENGTH + " bytes.", List.of()));
    }
    return parse(bytes);
  }

  private static Result<JsonFields> parse(byte[] bytes) {
    try (JsonParser parser =
        PARSERS.createParser(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        return malformed("The body is not a JSON object.");
      }
      JsonObject object = parser.getObject();
      return parser.hasNext()
          ? malformed("The body goes on behind its JSON object.")
          : Result.of(new JsonFields(object));
    } catch (JsonParsingException e) {
      return malformed(
          "The body is not JSON: see line "
              + e.getLocation().getLineNumber()
              + ", column "
              + e.getLocation().getColumnNumber()
              + ".");
    } catch (RuntimeException e) {
      // Among them the parser's bound for nesting, which is no JSON fault to it.
      return malformed("The body is not JSON in UTF-8 with each name once per object.");
    }
  }

  private static Result<JsonFields> malformed(String detail) {
    return Result.refused(new Problem(400, "Malformed body", detail, List.of()));
  }
}
