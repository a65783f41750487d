package org.scepter.scep.protocol;

import java.util.Optional;

/**
 * The requests of RFC 8894 §3.2.1.2. Closed: any other number, 18 among them, is no request that
 * may pass for one of these.
 */
public enum MessageType {
  RENEWAL_REQ(17),
  PKCS_REQ(19),
  CERT_POLL(20),
  GET_CERT(21),
  GET_CRL(22);

  private final String wire;

  MessageType(int number) {
    this.wire = Integer.toString(number);
  }

  /** Whether its envelope holds a PKCS#10. */
  boolean enrols() {
    return switch (this) {
      case PKCS_REQ, RENEWAL_REQ -> true;
      case CERT_POLL, GET_CERT, GET_CRL -> false;
    };
  }

  /** The request that {@code wire}, the attribute's text, names exactly; else empty. */
  static Optional<MessageType> of(String wire) {
    for (MessageType type : values()) {
      if (type.wire.equals(wire)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
