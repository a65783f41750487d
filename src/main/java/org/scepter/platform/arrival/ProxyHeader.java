package org.scepter.platform.arrival;

/** The head's fields in which a proxy says whose request it passes on; read is exactly one. */
public enum ProxyHeader {
  /** Addresses alone, separated by commas. */
  X_FORWARDED_FOR("X-Forwarded-For"),
  /** RFC 7239: {@code for=192.0.2.43;proto=https}. */
  FORWARDED("Forwarded");

  private final String field;

  ProxyHeader(String field) {
    this.field = field;
  }

  public String field() {
    return field;
  }
}
