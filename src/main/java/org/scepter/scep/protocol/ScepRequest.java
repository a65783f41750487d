package org.scepter.scep.protocol;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;

/**
 * What a pkiMessage turned out to be: a verified and opened request, or one that can only be
 * refused. {@link PkiMessageReader} alone makes them from bytes.
 */
public sealed interface ScepRequest {
  /** What the answer repeats. */
  Echo echo();

  /**
   * Which of the reader's keys the envelope names, the very object that the reader was given: the
   * answer is signed under the same authority. Empty where the message failed before that was
   * known.
   */
  Optional<RaDecryptionKey> addressee();

  /**
   * As {@link Requester#clockDifference}; empty where there is no request: the detail tells of the
   * time then, if that is the fault.
   */
  Optional<Duration> clockDifference();

  <R> R accept(Handler<R> handler);

  /** Answers every kind; a new kind breaks the build until each handler does. */
  interface Handler<R> {
    R pkcsReq(PkcsReq request);

    R renewalReq(RenewalReq request);

    R certPoll(CertPoll request);

    R getCert(GetCert request);

    R getCrl(GetCrl request);

    R rejected(Rejected request);
  }

  /**
   * PKCSReq (RFC 8894 §3.3.1), signed by the key that it asks to certify with a certificate that
   * this key made for itself. Whether the PKCS#10's own signature holds is for whoever authorises
   * it to check.
   */
  record PkcsReq(Echo echo, Requester requester, CertificationRequest request)
      implements ScepRequest {
    public PkcsReq {
      Objects.requireNonNull(echo);
      Objects.requireNonNull(requester);
      if (!request.publicKey().equals(requester.key())) {
        throw new IllegalArgumentException("a PKCSReq is signed by the key to be certified");
      }
    }

    @Override
    public Optional<RaDecryptionKey> addressee() {
      return Optional.of(requester.addressee());
    }

    @Override
    public Optional<Duration> clockDifference() {
      return requester.clockDifference();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.pkcsReq(this);
    }
  }

  /**
   * A renewal, in either way: a RenewalReq (RFC 8894 §3.3.1.2), or the older PKCSReq signed by the
   * certificate to be renewed. Signed by the key of {@link Requester#certificate}, of which nothing
   * else is known yet, neither issuer nor validity nor revocation; it may be any certificate. Where
   * its key is another than the requested one, the PKCS#10's own signature has been checked.
   *
   * @param type which way: {@link MessageType#RENEWAL_REQ} or {@link MessageType#PKCS_REQ}
   * @param contentKey opens the envelope for whoever verifies the renewal ({@link RenewalEvidence})
   */
  record RenewalReq(
      Echo echo,
      Requester requester,
      CertificationRequest request,
      MessageType type,
      ContentEncryptionKey contentKey)
      implements ScepRequest {
    public RenewalReq {
      Objects.requireNonNull(echo);
      Objects.requireNonNull(requester);
      Objects.requireNonNull(request);
      Objects.requireNonNull(contentKey);
      if (!type.enrols()) {
        throw new IllegalArgumentException("a renewal is a RenewalReq or a PKCSReq");
      }
    }

    @Override
    public Optional<RaDecryptionKey> addressee() {
      return Optional.of(requester.addressee());
    }

    @Override
    public Optional<Duration> clockDifference() {
      return requester.clockDifference();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.renewalReq(this);
    }
  }

  /**
   * CertPoll (RFC 8894 §3.3.3), formerly GetCertInitial. The request is found by transactionID and
   * signer's key, both under the signature; the names inside the envelope add nothing, and it stays
   * closed, so that no answer can depend on them.
   */
  record CertPoll(Echo echo, Requester requester) implements ScepRequest {
    public CertPoll {
      Objects.requireNonNull(echo);
      Objects.requireNonNull(requester);
    }

    @Override
    public Optional<RaDecryptionKey> addressee() {
      return Optional.of(requester.addressee());
    }

    @Override
    public Optional<Duration> clockDifference() {
      return requester.clockDifference();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.certPoll(this);
    }
  }

  /**
   * GetCert (RFC 8894 §3.3.4): the certificate with this issuer, which is ours, and this serial.
   */
  record GetCert(Echo echo, Requester requester, SubjectName issuer, SerialNumber serial)
      implements ScepRequest {
    public GetCert {
      Objects.requireNonNull(echo);
      Objects.requireNonNull(requester);
      Objects.requireNonNull(issuer);
      Objects.requireNonNull(serial);
    }

    @Override
    public Optional<RaDecryptionKey> addressee() {
      return Optional.of(requester.addressee());
    }

    @Override
    public Optional<Duration> clockDifference() {
      return requester.clockDifference();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.getCert(this);
    }
  }

  /**
   * GetCRL (RFC 8894 §3.3.4): the CRL that covers the certificate with this issuer, which is ours,
   * and this serial.
   */
  record GetCrl(Echo echo, Requester requester, SubjectName issuer, SerialNumber serial)
      implements ScepRequest {
    public GetCrl {
      Objects.requireNonNull(echo);
      Objects.requireNonNull(requester);
      Objects.requireNonNull(issuer);
      Objects.requireNonNull(serial);
    }

    @Override
    public Optional<RaDecryptionKey> addressee() {
      return Optional.of(requester.addressee());
    }

    @Override
    public Optional<Duration> clockDifference() {
      return requester.clockDifference();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.getCrl(this);
    }
  }

  /**
   * No request: the answer is a signed CertRep FAILURE with the fault's failInfo, and nothing else
   * may happen.
   *
   * @param fault what the outsider may learn
   * @param detail for our own log only, never for the answer; holds nothing secret, and is cut off
   *     where a sender's object identifier makes it long
   */
  record Rejected(Echo echo, MessageFault fault, String detail, Optional<RaDecryptionKey> addressee)
      implements ScepRequest, Verification {
    private static final int MAX_DETAIL = 255;

    public Rejected {
      Objects.requireNonNull(echo);
      Objects.requireNonNull(addressee);
      Objects.requireNonNull(fault);
      detail = detail.substring(0, Math.min(MAX_DETAIL, detail.length()));
    }

    Rejected(Echo echo, MessageFault fault, String detail) {
      this(echo, fault, detail, Optional.empty());
    }

    @Override
    public Optional<Duration> clockDifference() {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.rejected(this);
    }
  }
}
