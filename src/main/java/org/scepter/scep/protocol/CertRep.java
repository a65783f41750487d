package org.scepter.scep.protocol;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.scepter.pki.Der;

/** The answer to a request (RFC 8894 §3.3.2); {@link CertRepWriter} puts it on the wire. */
public sealed interface CertRep {
  <R> R accept(Handler<R> handler);

  /** Answers every kind; a new kind breaks the build until each handler does. */
  interface Handler<R> {
    R success(Success answer);

    R revocationList(RevocationList answer);

    R failure(Failure answer);

    R pending(Pending answer);
  }

  /**
   * pkiStatus SUCCESS to an enrolment, a poll or a GetCert.
   *
   * @param requester to whom it is encrypted; {@link Requester#isReachable}
   * @param certificate the issued or the wanted certificate, first on the wire
   * @param chain further certificates, in the order in which they are to be written; may be empty
   *     (Cisco wants the CA's certificate in it, Juniper refuses it)
   */
  record Success(Requester requester, Der certificate, List<Der> chain) implements CertRep {
    public Success {
      Objects.requireNonNull(requester);
      Objects.requireNonNull(certificate);
      chain = List.copyOf(chain);
      requireReachable(requester);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.success(this);
    }
  }

  /**
   * pkiStatus SUCCESS to a GetCRL (RFC 8894 §3.3.2.1).
   *
   * @param requester to whom it is encrypted
   * @param crl the CertificateList
   */
  record RevocationList(Requester requester, Der crl) implements CertRep {
    public RevocationList {
      Objects.requireNonNull(crl);
      requireReachable(requester);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.revocationList(this);
    }
  }

  private static void requireReachable(Requester requester) {
    if (!requester.isReachable()) {
      throw new IllegalArgumentException("nothing can be sealed to this requester");
    }
  }

  /**
   * pkiStatus FAILURE; carries no envelope.
   *
   * @param failInfo the closed reason
   * @param failInfoText for humans, at most {@link #MAX_TEXT} characters; may be empty
   * @param hresult Microsoft's szOID_ENROLL_SCEP_ERROR, if one fits
   */
  record Failure(FailInfo failInfo, String failInfoText, OptionalInt hresult) implements CertRep {
    /** A sentence; more serves nobody. */
    public static final int MAX_TEXT = 255;

    public Failure {
      Objects.requireNonNull(failInfo);
      Objects.requireNonNull(hresult);
      if (failInfoText.length() > MAX_TEXT) {
        throw new IllegalArgumentException("failInfoText has at most " + MAX_TEXT + " characters");
      }
    }

    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.failure(this);
    }
  }

  /** pkiStatus PENDING; carries no envelope. The client polls by its transactionID. */
  record Pending() implements CertRep {
    @Override
    public <R> R accept(Handler<R> handler) {
      return handler.pending(this);
    }
  }
}
