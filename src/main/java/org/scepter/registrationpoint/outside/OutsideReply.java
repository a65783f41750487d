package org.scepter.registrationpoint.outside;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.scepter.platform.JsonBody;

/** What a server outside answered, bounded. It may hold a secret, so it prints its status alone. */
public final class OutsideReply {
  private final String from;
  private final int status;
  private final String mediaType;
  private final byte[] body;

  OutsideReply(String from, int status, String mediaType, byte[] body) {
    this.from = from;
    this.status = status;
    this.mediaType = mediaType;
    this.body = body.clone();
  }

  public int status() {
    return status;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * The one JSON object of a successful answer.
   *
   * @throws OutsideFaultException if the status is no success, the media type another one or the
   *     body anything else
   */
  public JsonObject json() throws OutsideFaultException {
    if (!isSuccess()) {
      throw new OutsideFaultException(from + " answered with status " + status);
    }
    if (!mediaType.toLowerCase(Locale.ROOT).matches("application/json(\\s*;.*)?")) {
      throw new OutsideFaultException(
          from + " answered with media type " + OutsideText.of(mediaType));
    }
    Optional<JsonObject> object = JsonBody.object(body);
    return object.orElseThrow(
        () -> new OutsideFaultException(from + " answered with something that is not JSON"));
  }

  @Override
  public String toString() {
    return from + ": " + status;
  }
}
