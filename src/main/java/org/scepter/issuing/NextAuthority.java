package org.scepter.issuing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.signing.Announcement;
import org.scepter.issuing.signing.SigningFault;
import org.scepter.pki.Der;

/** The answer to GetNextCACert, made once for each pair of CAs. */
final class NextAuthority {
  private static final System.Logger LOG = System.getLogger(NextAuthority.class.getName());

  private final AuthorityKeys keys;
  private volatile Made made;

  NextAuthority(AuthorityKeys keys) {
    this.keys = keys;
  }

  private record Made(Generation current, Generation next, Der answer) {}

  /** Empty while no next CA is known. */
  Optional<Der> answer(Instant now) {
    Generation current = keys.current(now);
    try {
      return keys.next(now).map(next -> answer(current, next));
    } catch (SigningFault e) {
      LOG.log(System.Logger.Level.WARNING, "the next CA cannot be told of now: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Der answer(Generation current, Generation next) {
    Made held = made;
    if (held == null || !held.current().equals(current) || !held.next().equals(next)) {
      List<Der> certificates = new ArrayList<>(keys.registrationAuthority(next.number()));
      certificates.addAll(next.authority().chain());
      AuthorityKeys.Authority signer = current.authority();
      held =
          new Made(
              current,
              next,
              Announcement.of(signer.issuer(), signer.certificate().certificate(), certificates));
      made = held;
    }
    return held.answer();
  }
}
