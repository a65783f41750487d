package org.scepter.pki.constraint;

import java.util.Optional;

/** {@code local@host}: the local part counts letter by letter, the host in any case. */
record Mailbox(String local, HostName host) {
  /** Empty for anything else. */
  static Optional<Mailbox> of(String written) {
    int at = written.lastIndexOf('@');
    return at < 1
        ? Optional.empty()
        : HostName.of(written.substring(at + 1))
            .map(host -> new Mailbox(written.substring(0, at), host));
  }

  String text() {
    return local + "@" + host.text();
  }
}
