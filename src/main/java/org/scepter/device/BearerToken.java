package org.scepter.device;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/** The credentials of a request's {@code Authorization} header (RFC 6750, RFC 7617). */
public final class BearerToken {
  private BearerToken() {}

  /** The bearer token, if the request brings one header with one that is shaped like ours. */
  public static Optional<String> of(HttpServletRequest request) {
    return credentials(request, "Bearer ").filter(SecretToken::isShapedLike);
  }

  /** What follows {@code scheme} in the only {@code Authorization} header. */
  public static Optional<String> credentials(HttpServletRequest request, String scheme) {
    Enumeration<String> headers = request.getHeaders("Authorization");
    if (headers == null || !headers.hasMoreElements()) {
      return Optional.empty();
    }
    String header = headers.nextElement();
    return headers.hasMoreElements() || !header.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.empty()
        : Optional.of(header.substring(scheme.length()).strip());
  }
}
