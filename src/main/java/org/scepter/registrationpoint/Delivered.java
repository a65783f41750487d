package org.scepter.registrationpoint;

import java.time.Instant;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;

/**
 * A device's certificate was issued and fits what was authorised. Fired once for each enrolment, as
 * a CDI event in the transaction that records it.
 */
public record Delivered(
    String device,
    String profile,
    EndpointName endpoint,
    Thumbprint thumbprint,
    SerialNumber serial,
    Instant notBefore,
    Instant notAfter,
    TransactionId transaction) {
  public Delivered {
    Objects.requireNonNull(device);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(thumbprint);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(transaction);
  }
}
