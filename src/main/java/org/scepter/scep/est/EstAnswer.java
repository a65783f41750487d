package org.scepter.scep.est;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.scep.protocol.cms.CertificateBundle;

/** What goes back to a device: an HTTP status, a media type and bytes. */
final class EstAnswer {
  static final String CERTS_ONLY = "application/pkcs7-mime; smime-type=certs-only";
  static final String CA_CERTIFICATES = "application/pkcs7-mime";
  static final String ATTRIBUTES = "application/csrattrs";
  private static final String PLAIN = "text/plain;charset=UTF-8";
  private static final int UNAUTHORISED = 401;

  private final int status;
  private final String mediaType;
  private final byte[] body;
  private final Optional<Duration> retryAfter;

  private EstAnswer(int status, String mediaType, byte[] body, Optional<Duration> retryAfter) {
    this.status = status;
    this.mediaType = Objects.requireNonNull(mediaType);
    this.body = body;
    this.retryAfter = retryAfter;
  }

  /** DER in base64, without line breaks (RFC 8951 §3). */
  static EstAnswer of(String mediaType, Der der) {
    return new EstAnswer(
        200, mediaType, der.base64().getBytes(StandardCharsets.US_ASCII), Optional.empty());
  }

  static EstAnswer certificates(String mediaType, List<Der> certificates) {
    return of(mediaType, Der.of(CertificateBundle.of(certificates)));
  }

  static EstAnswer nothing() {
    return new EstAnswer(204, PLAIN, new byte[0], Optional.empty());
  }

  /** Asks for the challenge. */
  static EstAnswer asking() {
    return silent(UNAUTHORISED, Optional.empty());
  }

  /** Nothing is decided yet; the same request again is welcome after a while. */
  static EstAnswer undecided(Duration after) {
    return silent(202, Optional.of(after));
  }

  // Where the dialogue goes on. Bouncy Castle's client fails if it leaves a text unread.
  private static EstAnswer silent(int status, Optional<Duration> after) {
    return new EstAnswer(status, PLAIN, new byte[0], after);
  }

  /** One line of text. */
  static EstAnswer plain(int status, String line) {
    return new EstAnswer(status, PLAIN, text(line), Optional.empty());
  }

  /** The same request again is welcome after a while. */
  static EstAnswer later(int status, String line, Duration after) {
    return new EstAnswer(status, PLAIN, text(line), Optional.of(after));
  }

  private static byte[] text(String line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  int status() {
    return status;
  }

  String mediaType() {
    return mediaType;
  }

  int length() {
    return body.length;
  }

  byte[] body() {
    return body.clone();
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whether the challenge is to be brought by HTTP Basic. */
  boolean asksForChallenge() {
    return status == UNAUTHORISED;
  }

  boolean isBase64() {
    return !mediaType.equals(PLAIN);
  }
}
