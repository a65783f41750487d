package org.scepter.scep.protocol;

import java.security.Provider;
import java.util.Objects;
import org.scepter.pki.UnreadableException;

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
   * @param provider verifies signatures and decrypts contents
   */
  public PkiMessageReader(
      RaDecryptionKey key, MessagePolicy policy, PkiMessageLimits limits, Provider provider) {
    this.policy = Objects.requireNonNull(policy);
    this.limits = Objects.requireNonNull(limits);
    this.provider = Objects.requireNonNull(provider);
    this.opener = new EnvelopeOpener(key, policy, limits, provider);
  }

  /**
   * Reads one message. Whatever has one signer, that signer's certificate, a transactionID and a
   * senderNonce comes back as a request that a CertRep answers, {@link ScepRequest.Rejected} among
   * them.
   *
   * @throws UnreadableException for anything else: there is nobody to send a CertRep to
   */
  public ScepRequest read(byte[] message) throws UnreadableException {
    Verification verification =
        VerifiedPkiMessage.verify(SignedPkiMessage.read(message, limits), policy, provider);
    return verification instanceof VerifiedPkiMessage verified
        ? opener.open(verified)
        : (ScepRequest.Rejected) verification;
  }
}
