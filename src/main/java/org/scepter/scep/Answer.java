package org.scepter.scep;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What goes back to a device: an HTTP status, a media type and bytes. */
final class Answer {
  static final String PKI_MESSAGE = "application/x-pki-message";
  static final String CA_RA_CERTIFICATES = "application/x-x509-ca-ra-cert";
  static final String NEXT_CA_CERTIFICATES = "application/x-x509-next-ca-cert";
  static final String CAPABILITIES = "text/plain";
  static final String PLAIN = "text/plain;charset=UTF-8";
  static final String HTML = "text/html;charset=UTF-8";

  private static final int UNAVAILABLE = 503;

  private final int status;
  private final String mediaType;
  private final byte[] body;

  private Answer(int status, String mediaType, byte[] body) {
    this.status = status;
    this.mediaType = Objects.requireNonNull(mediaType);
    this.body = body;
  }

  static Answer ok(String mediaType, byte[] body) {
    return new Answer(200, mediaType, body.clone());
  }

  static Answer ok(String mediaType, String text) {
    return new Answer(200, mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One line of text: devices show it to nobody, administrators read it. */
  static Answer plain(int status, String line) {
    return new Answer(status, PLAIN, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The one answer after which devices send the same message again: a FAILURE ends their request,
   * and a PENDING would have them poll for what nobody has kept.
   */
  static Answer tryLater() {
    return plain(UNAVAILABLE, "Temporarily unavailable: send the same message again later.");
  }

  /** Whether the same request may succeed after a while. */
  boolean isTemporary() {
    return status == UNAVAILABLE;
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
}
