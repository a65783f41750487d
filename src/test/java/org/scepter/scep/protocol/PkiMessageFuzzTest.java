package org.scepter.scep.protocol;

import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.RequestLimits;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.KeyLimits;
import org.scepter.scep.protocol.algorithms.MessagePolicy;
import org.scepter.scep.protocol.algorithms.SigningTimeRule;
import org.scepter.scep.protocol.cms.Tlv;

/** Whatever comes, it is read, rejected or unreadable, and what can be answered is answered. */
class PkiMessageFuzzTest {
  private static final CertRepWriter WRITER =
      new CertRepWriter(
          KeyHolder.of(RA.keys().getPrivate(), PROVIDER),
          RA.certificate(),
          PROVIDER,
          new SecureRandom());
  private static final PkiMessageReader READER =
      Readers.of(new MessagePolicy(true, true, true, true, SigningTimeRule.note()));

  /** Whatever a setting can forbid is forbidden. */
  private static final PkiMessageReader NARROW =
      Readers.of(
          new MessagePolicy(
              false, false, false, false, new SigningTimeRule(Duration.ofMinutes(5), true)),
          new PkiMessageLimits(
              new Asn1Bounds(16_384, 24, 512),
              1,
              1,
              8,
              KeyLimits.standard(),
              new IdLimits(40, 16, 16, 64, 3),
              new RequestLimits(4_096, 1, 1, 1, 256, 2)));

  private static final Der CERTIFICATE = Der.of(Tlv.of(RA.holder().toASN1Structure()));
  private static final byte[] ENVELOPE = new ClientMessage().envelope();
  private static final int MIN_KEY = 8;
  private static final String[] TYPES = {"19", "17", "20", "21", "22", "18", ""};
  private static final String[] ENCODINGS = {ASN1Encoding.DER, ASN1Encoding.DL, ASN1Encoding.BER};

  /** Signed by the JDK, which takes a fraction of the time. */
  private static ClientMessage quick() {
    ClientMessage message = new ClientMessage();
    message.signing = Security.getProvider("SunRsaSign");
    return message;
  }

  private interface Reading {
    ScepRequest of(byte[] message) throws UnreadableException;
  }

  private static void read(byte[] message) {
    read(message, bytes -> READER.read(bytes, Readers.NOW));
    read(message, bytes -> NARROW.read(bytes, Readers.NOW));
    read(message, NARROW::reopen);
  }

  private static void read(byte[] message, Reading reading) {
    ScepRequest request;
    try {
      request = reading.of(message);
    } catch (UnreadableException e) {
      return;
    }
    WRITER.write(request.accept(new Answers()), request.echo());
  }

  /** Whoever can be reached gets a certificate. */
  private static final class Answers implements ScepRequest.Handler<CertRep> {
    private static CertRep to(Requester requester) {
      if (requester.clockDifference().filter(Duration::isZero).isPresent()) {
        throw new AssertionError("a difference that is none is noted");
      }
      return requester.isReachable()
          ? new CertRep.Success(requester, CERTIFICATE, List.of())
          : failure();
    }

    private static CertRep failure() {
      return new CertRep.Failure(FailInfo.BAD_REQUEST, "", OptionalInt.empty());
    }

    @Override
    public CertRep pkcsReq(ScepRequest.PkcsReq request) {
      return to(request.requester());
    }

    @Override
    public CertRep renewalReq(ScepRequest.RenewalReq request) {
      return to(request.requester());
    }

    @Override
    public CertRep certPoll(ScepRequest.CertPoll request) {
      return to(request.requester());
    }

    @Override
    public CertRep getCert(ScepRequest.GetCert request) {
      return to(request.requester());
    }

    @Override
    public CertRep getCrl(ScepRequest.GetCrl request) {
      return to(request.requester());
    }

    @Override
    public CertRep rejected(ScepRequest.Rejected request) {
      return failure();
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_bytes_are_read_or_refused(byte[] message) {
    read(message);
  }

  @FuzzTest(maxDuration = "30s")
  void any_get_parameter_is_decoded_or_refused(byte[] parameter) {
    String text = new String(parameter, StandardCharsets.ISO_8859_1);
    decode(text, 65_536);
    decode(text, 16);
  }

  private static void decode(String parameter, int maxBytes) {
    try {
      byte[] message = GetMessage.decode(parameter, maxBytes);
      if (message.length == 0 || message.length > maxBytes) {
        throw new AssertionError("a message of " + message.length + " bytes");
      }
    } catch (UnreadableException e) {
      return;
    }
  }

  /** Behind a valid signature: the envelope itself, then its plain content. */
  @FuzzTest(maxDuration = "30s")
  void any_content_of_a_signed_message_is_opened_or_refused(FuzzedDataProvider data) {
    ClientMessage message = quick();
    message.messageType = new DERPrintableString(data.pickValue(TYPES));
    message.encoding = data.pickValue(ENCODINGS);
    if (data.consumeBoolean()) {
      message.content = data.consumeRemainingAsBytes();
    } else {
      message.messageData = data.consumeRemainingAsBytes();
    }
    read(message.bytes());
  }

  /** Behind a valid signature: the signed attributes that we look at, each any value at all. */
  @FuzzTest(maxDuration = "30s")
  void any_attributes_of_a_signed_message_are_read_or_refused(FuzzedDataProvider data) {
    ClientMessage message = quick();
    message.content = ENVELOPE;
    message.transactionId = value(data, message.transactionId);
    message.senderNonce = value(data, message.senderNonce);
    message.messageType = value(data, message.messageType);
    for (ASN1ObjectIdentifier type :
        List.of(CMSAttributes.signingTime, PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities)) {
      if (data.consumeBoolean()) {
        message.moreAttributes.add(new Attribute(type, new DERSet(value(data, DERNull.INSTANCE))));
      }
    }
    read(message.bytes());
  }

  private static ASN1Encodable value(FuzzedDataProvider data, ASN1Encodable otherwise) {
    try {
      byte[] encoded = data.consumeBytes(data.consumeInt(0, 80));
      return encoded.length == 0 ? otherwise : ASN1Primitive.fromByteArray(encoded);
    } catch (IOException | RuntimeException e) {
      return otherwise;
    }
  }

  /** What the registration point is handed to judge a renewal. */
  @FuzzTest(maxDuration = "30s")
  void any_renewal_is_evidence_or_refused(FuzzedDataProvider data) {
    byte[] key = data.consumeBytes(data.consumeInt(MIN_KEY, ContentEncryptionKey.MAX_LENGTH));
    byte[] message = data.consumeRemainingAsBytes();
    try {
      RenewalEvidence evidence =
          RenewalEvidence.read(
              Der.of(message.length == 0 ? key : message),
              ContentEncryptionKey.of(key),
              MessagePolicy.rfc8894(),
              PkiMessageLimits.standard(),
              PROVIDER);
      if (!evidence.toString().contains(evidence.request().toString())
          || evidence.transaction() == null
          || evidence.key() == null
          || evidence.certificate() == null) {
        throw new AssertionError("evidence is whole and can be shown");
      }
    } catch (UnreadableException e) {
      return;
    } catch (IllegalArgumentException e) {
      if (key.length >= MIN_KEY) {
        throw e;
      }
    }
  }

  /** A whole message, bent in a few places. */
  @FuzzTest(maxDuration = "30s")
  void any_bent_message_is_read_or_refused(FuzzedDataProvider data) {
    ClientMessage message = new ClientMessage();
    message.encoding = data.pickValue(ENCODINGS);
    byte[] bytes = message.bytes();
    while (data.remainingBytes() > 2) {
      bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
    }
    read(bytes);
  }
}
