package org.scepter.scep.protocol;

import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.MessagePolicy;

/**
 * Takes a pkiMessage through all stages: read within limits, verify, open. Made once per endpoint;
 * keeps no state of a request.
 */
public final class PkiMessageReader {
  private final MessagePolicy policy;
  private final PkiMessageLimits limits;
  private final Provider provider;
  private final EnvelopeOpener opener;

  /**
   * @param keys the RA's decryption keys, one for each generation of the CA; the envelope's
   *     recipient says which one opens it
   * @param provider verifies signatures and decrypts contents
   * @param ownIssuer whether a name is that of a CA whose certificates GetCert and GetCRL may ask
   *     for here. A request that names another is one that does not open: which names are ours, and
   *     nothing else, tells a request from a bent envelope.
   */
  public PkiMessageReader(
      List<RaDecryptionKey> keys,
      MessagePolicy policy,
      PkiMessageLimits limits,
      Provider provider,
      Predicate<SubjectName> ownIssuer) {
    this.policy = Objects.requireNonNull(policy);
    this.limits = Objects.requireNonNull(limits);
    this.provider = Objects.requireNonNull(provider);
    this.opener =
        new EnvelopeOpener(keys, policy, limits, provider, Objects.requireNonNull(ownIssuer));
  }

  /**
   * Reads one message that comes from outside now. Whatever has one signer, that signer's
   * certificate, a transactionID and a senderNonce comes back as a request that a CertRep answers,
   * {@link ScepRequest.Rejected} among them.
   *
   * @param now what a signingTime is compared with
   * @throws UnreadableException for anything else: there is nobody to send a CertRep to
   */
  public ScepRequest read(byte[] message, Instant now) throws UnreadableException {
    Verification verification = verify(message);
    if (!(verification instanceof VerifiedPkiMessage verified)) {
      return (ScepRequest.Rejected) verification;
    }
    Optional<Duration> difference =
        verified
            .signingTime()
            .map(signed -> Duration.between(now, signed))
            .filter(policy.signingTime()::isBrokenBy);
    if (difference.isPresent() && policy.signingTime().refuse()) {
      return new ScepRequest.Rejected(
          verified.echo(),
          MessageFault.CLOCKS_DIFFER,
          "the signingTime differs by " + difference.get());
    }
    return opener.open(verified.noting(difference));
  }

  /**
   * Reads a message again that was read before and has been kept; its signingTime has passed then.
   *
   * @throws UnreadableException as {@link #read}
   */
  public ScepRequest reopen(byte[] message) throws UnreadableException {
    Verification verification = verify(message);
    return verification instanceof VerifiedPkiMessage verified
        ? opener.open(verified)
        : (ScepRequest.Rejected) verification;
  }

  private Verification verify(byte[] message) throws UnreadableException {
    return VerifiedPkiMessage.verify(
        SignedPkiMessage.read(message, limits), policy, limits.keys(), provider);
  }
}
