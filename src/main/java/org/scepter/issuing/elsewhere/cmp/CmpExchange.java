package org.scepter.issuing.elsewhere.cmp;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cmp.InfoTypeAndValue;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIHeader;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.cmp.CMPException;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessageBuilder;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.CallAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;
import org.scepter.pki.Hex;

/** One message and the answer to it, over HTTP (RFC 9811). */
final class CmpExchange {
  private static final String TYPE = "application/pkixcmp";
  private static final int NONCE = 16;

  private final URI address;
  private final GeneralName recipient;
  private final Protecting protecting;
  private final BoundedHttp http;
  private final SecureRandom random;
  private final Clock clock;

  CmpExchange(
      URI address,
      GeneralName recipient,
      Protecting protecting,
      BoundedHttp http,
      SecureRandom random,
      Clock clock) {
    this.address = address;
    this.recipient = recipient;
    this.protecting = protecting;
    this.http = http;
    this.random = random;
    this.clock = clock;
  }

  /** Whether an answer that nothing protects is the server's all the same. */
  boolean isOverTls() {
    return "https".equals(address.getScheme());
  }

  /**
   * Sends a message and reads the answer.
   *
   * @throws CallFailedException if there is none
   * @throws UnbelievableException if it is not the CA's answer to this message
   * @throws RefusedByHttpException if HTTP says no
   */
  GeneralPKIMessage send(Transaction transaction, PKIBody body, List<InfoTypeAndValue> infos)
      throws CallFailedException, UnbelievableException, RefusedByHttpException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] message = message(transaction, body, infos, nonce);
    CallAnswer answer = http.post(address, Map.of("Content-Type", TYPE), message);
    if (answer.status() != 200 && !answer.isOf(TYPE)) {
      throw new RefusedByHttpException(answer.status());
    }
    GeneralPKIMessage read;
    try {
      read = new GeneralPKIMessage(answer.body());
      read.getBody().getType();
    } catch (IOException | RuntimeException e) {
      throw new UnbelievableException("what the CA answered is no CMP message", e);
    }
    requireAnswer(read, transaction, nonce);
    return read;
  }

  @SuppressWarnings("JavaUtilDate") // Bouncy Castle has no other
  private byte[] message(
      Transaction transaction, PKIBody body, List<InfoTypeAndValue> infos, byte[] nonce) {
    ProtectedPKIMessageBuilder builder =
        new ProtectedPKIMessageBuilder(protecting.sender(), recipient)
            .setTransactionID(Hex.decode(transaction.id()))
            .setSenderNonce(nonce)
            .setMessageTime(Date.from(clock.instant()))
            .setBody(body);
    if (!transaction.nonce().isEmpty()) {
      builder.setRecipNonce(Hex.decode(transaction.nonce()));
    }
    infos.forEach(builder::addGeneralInfo);
    try {
      return protecting.protect(builder).toASN1Structure().getEncoded("DER");
    } catch (CMPException | IOException e) {
      throw new IllegalStateException("the CMP message cannot be made: " + e.getMessage(), e);
    }
  }

  private void requireAnswer(GeneralPKIMessage answer, Transaction transaction, byte[] nonce)
      throws UnbelievableException {
    boolean isProtected =
        answer.hasProtection() && protecting.isOfTheCa(new ProtectedPKIMessage(answer));
    boolean isError = answer.getBody().getType() == PKIBody.TYPE_ERROR;
    if (!isProtected && (answer.hasProtection() || !isError || !isOverTls())) {
      throw new UnbelievableException("the CA's answer is not protected by its key");
    }
    PKIHeader header = answer.getHeader();
    if (!Arrays.equals(octets(header.getTransactionID()), Hex.decode(transaction.id()))
        || !Arrays.equals(octets(header.getRecipNonce()), nonce)) {
      throw new UnbelievableException("the CA's answer is to another message");
    }
  }

  private static byte[] octets(ASN1OctetString value) {
    return value == null ? new byte[0] : value.getOctets();
  }
}
