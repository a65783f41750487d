package org.scepter.scep;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a request's body within bounds: by what it declares first, then by counting. */
public final class BoundedBody {
  private BoundedBody() {}

  /**
   * @param declared the Content-Length, negative if there is none
   * @return empty if it is longer than {@code limit}; then at most {@code limit} + 1 bytes were
   *     read
   */
  public static Optional<byte[]> read(InputStream in, long declared, int limit) throws IOException {
    if (declared > limit) {
      return Optional.empty();
    }
    byte[] body = in.readNBytes(limit + 1);
    return body.length > limit ? Optional.empty() : Optional.of(body);
  }
}
