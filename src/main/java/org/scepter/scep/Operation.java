package org.scepter.scep;

import java.util.Optional;

/** What is asked of an endpoint: SCEP's operations (RFC 8894 §4.1) by their names in the query. */
enum Operation {
  /** No operation: the bare URL, as people and monitoring call it. */
  BARE_URL(""),
  GET_CA_CAPS("GetCACaps"),
  GET_CA_CERT("GetCACert"),
  GET_NEXT_CA_CERT("GetNextCACert"),
  PKI_OPERATION("PKIOperation");

  private final String wireName;

  Operation(String wireName) {
    this.wireName = wireName;
  }

  /** IIS clients do not agree on case, so it does not count. */
  static Optional<Operation> named(String name) {
    for (Operation operation : values()) {
      if (operation != BARE_URL && operation.wireName.equalsIgnoreCase(name)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  /** For the log. */
  @Override
  public String toString() {
    return this == BARE_URL ? "bare URL" : wireName;
  }
}
