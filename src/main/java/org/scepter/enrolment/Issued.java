package org.scepter.enrolment;

import java.util.List;
import java.util.Objects;
import org.scepter.pki.Der;

/**
 * An issued certificate.
 *
 * @param certificate the certificate
 * @param chain its issuers up to and with the root, nearest first
 */
public record Issued(Der certificate, List<Der> chain) implements Issuance {
  public Issued {
    Objects.requireNonNull(certificate);
    chain = List.copyOf(chain);
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.issued(this);
  }
}
