package org.scepter.platform.peer;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.scepter.platform.JsonBody;

/** What another server answered, its body read within the question's bound. */
public final class PeerAnswer {
  private final int status;
  private final String mediaType;
  private final Optional<String> retryAfter;
  private final byte[] body;

  PeerAnswer(HttpResponse<byte[]> response) {
    this.status = response.statusCode();
    this.mediaType =
        response
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .replaceAll(";.*", "")
            .strip()
            .toLowerCase(Locale.ROOT);
    this.retryAfter = response.headers().firstValue("Retry-After");
    this.body = response.body();
  }

  public int status() {
    return status;
  }

  /** Whether it has this status and this media type, parameters apart. */
  public boolean is(int wantedStatus, String wantedType) {
    return status == wantedStatus && mediaType.equals(wantedType);
  }

  /** Whether it is a problem document of Scepter's, and not some page of the server. */
  public boolean isProblem() {
    return mediaType.equals("application/problem+json");
  }

  public byte[] bytes() {
    return body.clone();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Seconds from the header Retry-After, if it is a number. */
  public Optional<Integer> retryAfterSeconds() {
    return retryAfter.filter(text -> text.matches("[0-9]{1,6}")).map(Integer::valueOf);
  }

  /**
   * The body of an answer that has this status.
   *
   * @throws UnexpectedAnswerException if it has another one, or is no JSON object
   */
  public JsonObject json(int wantedStatus) throws UnexpectedAnswerException {
    if (!is(wantedStatus, "application/json")) {
      throw UnexpectedAnswerException.of(this);
    }
    return json();
  }

  /**
   * @throws UnexpectedAnswerException if it is no JSON object
   */
  public JsonObject json() throws UnexpectedAnswerException {
    return JsonBody.object(body)
        .orElseThrow(() -> new UnexpectedAnswerException("the answer is no JSON object"));
  }

  /** Its status and media type, whose text is foreign. */
  public String describe() {
    String type = mediaType.isEmpty() ? "no media type" : mediaType.replaceAll("[^ -~]", "?");
    return "status " + status + ", " + type;
  }
}
