package org.scepter.platform.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call to another server; it may be made any number of times, at any of them.
 *
 * @param path behind the server's URL, with query
 * @param headers by name
 * @param body what is posted; without one it is a GET
 * @param maxAnswer longest body of an answer that is read, in bytes
 */
public record Question(
    String path, Map<String, String> headers, Optional<String> body, int maxAnswer) {
  public Question {
    headers = Map.copyOf(headers);
  }

  public static Question get(String path, int maxAnswer) {
    return new Question(path, Map.of(), Optional.empty(), maxAnswer);
  }

  public static Question post(String path, String mediaType, String body, int maxAnswer) {
    return new Question(path, Map.of("Content-Type", mediaType), Optional.of(body), maxAnswer);
  }

  public Question with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Question(path, more, body, maxAnswer);
  }

  /** The body holds a device's request and challenge. */
  @Override
  public String toString() {
    return (body.isPresent() ? "POST " : "GET ") + path.replaceAll("\\?.*", "");
  }
}
