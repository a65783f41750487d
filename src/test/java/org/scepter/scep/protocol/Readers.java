package org.scepter.scep.protocol;

import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/** Readers of the one RA of these tests, whose CA is called CN=CA. */
final class Readers {
  static final RaDecryptionKey KEY = key(RA);

  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private Readers() {}

  static RaDecryptionKey key(Party ra) {
    return new RaDecryptionKey(
        ra.keys().getPrivate(), ra.certificate(), PROVIDER, new SecureRandom());
  }

  static PkiMessageReader of(MessagePolicy policy, PkiMessageLimits limits) {
    return of(List.of(KEY), policy, limits);
  }

  static PkiMessageReader of(
      List<RaDecryptionKey> keys, MessagePolicy policy, PkiMessageLimits limits) {
    try {
      return new PkiMessageReader(
          keys, policy, limits, PROVIDER, SubjectName.parse("CN=CA")::equals);
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  static PkiMessageReader of(MessagePolicy policy) {
    return of(policy, PkiMessageLimits.standard());
  }
}
