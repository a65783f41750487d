package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.MessagePolicy;
import org.scepter.testing.scep.ForeignKey;
import org.scepter.testing.timing.InterleavedTiming;
import org.scepter.testing.timing.TimingComparison;

/**
 * Measures whether the time of {@link PkiMessageReader#read} tells one fault of a wrapped key from
 * another. On demand: {@code mvn test -Dtest=PaddingOracleMeasurement -Dscepter.oracle=true};
 * {@code -Dscepter.oracle.requests} is the number in each group.
 */
@EnabledIfSystemProperty(named = "scepter.oracle", matches = "true")
class PaddingOracleMeasurement {
  private static final int REQUESTS = Integer.getInteger("scepter.oracle.requests", 20_000);
  private static final int KEY_LENGTH = 16;

  private final Der recorded = Der.of(new ClientMessage().envelope());

  /** The recorded envelope with another wrapped key, in a message of the attacker's own. */
  private record Forged(Der recorded, ForeignKey key) implements InterleavedTiming.Group {
    @Override
    public byte[] next() {
      ClientMessage message = new ClientMessage();
      message.signing = Security.getProvider("SunRsaSign");
      message.content = key.in(recorded.bytes(), RA.keys().getPublic());
      return message.bytes();
    }

    @Override
    public String name() {
      return key.toString();
    }
  }

  private TimingComparison compare(InterleavedTiming.Target<Boolean> opening) throws Exception {
    return new InterleavedTiming<>(
            Arrays.stream(ForeignKey.values()).map(key -> new Forged(recorded, key)).toList(),
            opening,
            opened -> assertThat(opened).isFalse())
        .compare(REQUESTS);
  }

  @Test
  void the_faults_of_a_wrapped_key_take_the_same_time() throws Exception {
    PkiMessageReader reader = Readers.of(MessagePolicy.rfc8894());

    TimingComparison result =
        compare(message -> !(reader.read(message, Readers.NOW) instanceof ScepRequest.Rejected));

    assertThat(result.differs()).as("%s", result).isFalse();
  }

  @Test
  void the_same_test_finds_the_difference_where_nothing_protects() throws Exception {
    TimingComparison result = compare(UnprotectedOpening::opens);

    assertThat(result.differs()).as("%s", result).isTrue();
  }

  /** The same stages with padding undone as the JDK does it: by exceptions. */
  private static final class UnprotectedOpening {
    private UnprotectedOpening() {}

    static boolean opens(byte[] message) throws UnreadableException {
      PkiMessageLimits limits = PkiMessageLimits.standard();
      VerifiedPkiMessage verified =
          (VerifiedPkiMessage)
              VerifiedPkiMessage.verify(
                  SignedPkiMessage.read(message, limits),
                  MessagePolicy.rfc8894(),
                  limits.keys(),
                  PROVIDER);
      Envelope envelope = Envelope.read(verified.content(), limits);
      try {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding", PROVIDER);
        rsa.init(Cipher.DECRYPT_MODE, RA.keys().getPrivate());
        byte[] key = rsa.doFinal(envelope.recipients().get(0).getEncryptedKey().getOctets());
        if (key.length != KEY_LENGTH) {
          return false;
        }
        CertificationRequest.read(envelope.open(ContentCipher.AES_128_CBC, key, PROVIDER));
        return true;
      } catch (GeneralSecurityException | UnreadableException e) {
        return false;
      }
    }
  }
}
