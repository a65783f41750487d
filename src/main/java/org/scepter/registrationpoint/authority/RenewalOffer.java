package org.scepter.registrationpoint.authority;

import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.Refused;

/**
 * On what terms a certificate renews itself.
 *
 * @param refusal why it does not, though it might
 */
public record RenewalOffer(Optional<RenewalTerms> terms, Optional<Refused> refusal) {
  public RenewalOffer {
    Objects.requireNonNull(terms);
    Objects.requireNonNull(refusal);
  }

  public static RenewalOffer on(RenewalTerms terms) {
    return new RenewalOffer(Optional.of(terms), Optional.empty());
  }

  /** It is none of the certificates that the one who was asked knows of (any more). */
  public static RenewalOffer none() {
    return new RenewalOffer(Optional.empty(), Optional.empty());
  }

  static RenewalOffer refused(Refused why) {
    return new RenewalOffer(Optional.empty(), Optional.of(why));
  }

  boolean isNone() {
    return terms.isEmpty() && refusal.isEmpty();
  }
}
