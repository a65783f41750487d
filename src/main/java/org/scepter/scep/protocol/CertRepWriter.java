package org.scepter.scep.protocol;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.scep.protocol.cms.CertificateBundle;
import org.scepter.scep.protocol.cms.Tlv;

/**
 * Signs and writes CertRep messages (RFC 8894 §3.3.2) with the RA's signing key, which is prepared
 * once. Definite lengths throughout; signer and recipient by issuer and serial; the signature
 * algorithm is plain rsaEncryption, the only one that strongSwan 5.9 verifies.
 */
public final class CertRepWriter {
  private static final byte[] SIGNED_DATA = Tlv.of(CMSObjectIdentifiers.signedData);
  private static final byte[] DATA = Tlv.of(CMSObjectIdentifiers.data);
  private static final byte[] VERSION = Tlv.integer(1);
  private static final byte[] CERT_REP = attribute(SignedAttributes.MESSAGE_TYPE, printable("3"));
  private static final byte[] CONTENT_TYPE = attribute(CMSAttributes.contentType, DATA);
  private static final int SIGNED_ATTRIBUTES = 0xa0;

  // No envelope, but an empty content: OpenSSL, and so certmonger, verifies no message without one.
  private static final byte[] NO_CONTENT = {};

  private final KeyHolder key;
  private final Provider provider;
  private final SecureRandom random;
  private final EnvelopeSealer sealer;
  private final byte[] signerName;
  private final byte[] certificates;

  /**
   * @param provider digests and encrypts
   * @throws IllegalArgumentException if the certificate's key is not RSA
   */
  public CertRepWriter(
      KeyHolder key, X509Certificate certificate, Provider provider, SecureRandom random) {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey)) {
      throw new IllegalArgumentException("the RA's signing key must be RSA");
    }
    this.key = Objects.requireNonNull(key);
    this.provider = Objects.requireNonNull(provider);
    this.random = Objects.requireNonNull(random);
    this.sealer = new EnvelopeSealer(provider, random);
    this.signerName =
        Tlv.sequence(
            certificate.getIssuerX500Principal().getEncoded(),
            Tlv.of(new ASN1Integer(certificate.getSerialNumber())));
    try {
      this.certificates = Tlv.context(0, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the RA's signing certificate cannot be encoded", e);
    }
  }

  /** The signed message, DER, {@code application/x-pki-message}. */
  public byte[] write(CertRep answer, Echo echo) {
    return answer.accept(new OnAnswer(echo));
  }

  private final class OnAnswer implements CertRep.Handler<byte[]> {
    private final Echo echo;

    OnAnswer(Echo echo) {
      this.echo = echo;
    }

    @Override
    public byte[] success(CertRep.Success answer) {
      List<Der> certificatesInside = new ArrayList<>();
      certificatesInside.add(answer.certificate());
      certificatesInside.addAll(answer.chain());
      byte[] sealed = sealer.seal(CertificateBundle.of(certificatesInside), answer.requester());
      return message(sealed, status("0"));
    }

    @Override
    public byte[] revocationList(CertRep.RevocationList answer) {
      return message(
          sealer.seal(CertificateBundle.ofCrl(answer.crl()), answer.requester()), status("0"));
    }

    @Override
    public byte[] failure(CertRep.Failure answer) {
      List<byte[]> more = new ArrayList<>();
      more.add(status("2"));
      more.add(
          attribute(
              SignedAttributes.FAIL_INFO, printable(Integer.toString(answer.failInfo().number()))));
      if (!answer.failInfoText().isEmpty()) {
        more.add(attribute(SignedAttributes.FAIL_INFO_TEXT, Tlv.utf8(answer.failInfoText())));
      }
      answer
          .hresult()
          .ifPresent(
              code ->
                  more.add(
                      attribute(SignedAttributes.SCEP_ERROR, printable(Integer.toString(code)))));
      return message(NO_CONTENT, more.toArray(byte[][]::new));
    }

    @Override
    public byte[] pending(CertRep.Pending answer) {
      return message(NO_CONTENT, status("3"));
    }

    private byte[] message(byte[] content, byte[]... attributes) {
      byte[] digest = Tlv.sequence(Tlv.of(echo.digest().oid()));
      try {
        byte[][] signed = Tlv.sorted(signedAttributes(content, attributes));
        byte[] signer =
            Tlv.sequence(
                VERSION,
                signerName,
                digest,
                Tlv.of(SIGNED_ATTRIBUTES, signed),
                EnvelopeSealer.RSA_ENCRYPTION,
                Tlv.octets(signature(Tlv.set(signed))));
        return Tlv.sequence(
            SIGNED_DATA,
            Tlv.context(
                0,
                Tlv.sequence(
                    VERSION,
                    Tlv.set(digest),
                    Tlv.sequence(DATA, Tlv.context(0, Tlv.octets(content))),
                    certificates,
                    Tlv.set(signer))));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the RA's key cannot sign with " + echo.digest(), e);
      }
    }

    private byte[][] signedAttributes(byte[] content, byte[]... attributes)
        throws GeneralSecurityException {
      MessageDigest digest = MessageDigest.getInstance(echo.digest().javaName(), provider);
      List<byte[]> all = new ArrayList<>(List.of(attributes));
      all.add(CONTENT_TYPE);
      all.add(CERT_REP);
      all.add(attribute(CMSAttributes.messageDigest, Tlv.octets(digest.digest(content))));
      all.add(attribute(SignedAttributes.TRANSACTION_ID, printable(echo.transaction().value())));
      all.add(nonce(SignedAttributes.RECIPIENT_NONCE, echo.senderNonce()));
      all.add(nonce(SignedAttributes.SENDER_NONCE, echo.senderNonce().fresh(random)));
      return all.toArray(byte[][]::new);
    }

    private byte[] signature(byte[] signed) throws GeneralSecurityException {
      return key.sign(echo.digest().javaSignatureName(), signed);
    }
  }

  private static byte[] status(String number) {
    return attribute(SignedAttributes.PKI_STATUS, printable(number));
  }

  private static byte[] nonce(ASN1ObjectIdentifier type, Nonce nonce) {
    return attribute(type, Tlv.octets(nonce.octets()));
  }

  private static byte[] printable(String text) {
    return Tlv.printable(text);
  }

  private static byte[] attribute(ASN1ObjectIdentifier type, byte[] value) {
    return Tlv.sequence(Tlv.of(type), Tlv.set(value));
  }
}
