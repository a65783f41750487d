package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scepter.testing.KeepAlive;
import org.scepter.testing.OnServer;
import org.scepter.testing.OwnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.Unprotected;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.ForeignKey;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;
import org.scepter.testing.timing.InterleavedTiming;
import org.scepter.testing.timing.TimingComparison;

/**
 * Measures whether the time of an answer over HTTP tells one fault of a wrapped key from another:
 * on one connection that is kept, over the loopback address. On demand: {@code
 * -Dscepter.oracle=true}; {@code -Dscepter.oracle.requests} is the number in each group.
 */
@OnServer
@EnabledIfSystemProperty(named = "scepter.oracle", matches = "true")
class PaddingOracleIT {
  private static final int REQUESTS = Integer.getInteger("scepter.oracle.requests", 20_000);
  private static final int BAD_MESSAGE_CHECK = 1;

  private final KeyPair key = TestKeys.rsa();
  private final Signer attacker = Signer.selfSigned(key, "CN=attacker");
  private final Path directory = Path.of("target", "oracle-server").toAbsolutePath();
  private final Set<Integer> lengths = ConcurrentHashMap.newKeySet();
  private OwnServer own;

  @BeforeEach
  void prepareServer() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started here");
    own = OwnServer.prepare(directory);
  }

  @AfterEach
  void endServer() {
    if (own != null) {
      own.close();
    }
  }

  /** A recorded envelope with another wrapped key, in a message of the attacker's own. */
  private static final class Forged implements InterleavedTiming.Group {
    private final PkiMessage message;
    private final ForeignKey key;
    private final UnaryOperator<byte[]> bending;

    Forged(PkiMessage message, ForeignKey key, byte[] recorded, X509Certificate ra) {
      this.message = message;
      this.key = key;
      this.bending = envelope -> key.in(recorded, ra.getPublicKey());
    }

    @Override
    public byte[] next() {
      return message.bendEnvelope(bending).encoded();
    }

    @Override
    public String name() {
      return key.toString();
    }
  }

  private PkiMessage message(X509Certificate ra) {
    return PkiMessage.pkcsReq(
        Csr.of(key, "CN=phone-1,O=Example").challenge("0".repeat(64)), ra, attacker);
  }

  private static byte[] recorded(PkiMessage message) {
    byte[][] seen = new byte[1][];
    message
        .bendEnvelope(
            envelope -> {
              seen[0] = envelope;
              return envelope;
            })
        .encoded();
    return seen[0];
  }

  private TimingComparison compare(TestServer server) throws Exception {
    X509Certificate ra = server.scep().caCertificates().encryption();
    PkiMessage message = message(ra);
    byte[] recorded = recorded(message);
    for (ForeignKey each : ForeignKey.values()) {
      byte[] forged = new Forged(message, each, recorded, ra).next();
      CertRep answer = server.scep().post(message, forged);
      assertThat(answer.failInfo()).as("%s: %s", each, answer).contains(BAD_MESSAGE_CHECK);
    }
    try (KeepAlive connection =
        new KeepAlive(server.http(), TestServer.MSCEP + "?operation=PKIOperation")) {
      return new InterleavedTiming<>(
              Arrays.stream(ForeignKey.values())
                  .map(each -> new Forged(message, each, recorded, ra))
                  .toList(),
              connection::post,
              this::check)
          .compare(REQUESTS);
    }
  }

  private void check(KeepAlive.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    lengths.add(answer.length());
  }

  @Test
  void the_answers_to_the_faults_of_a_wrapped_key_take_the_same_time_and_space() throws Exception {
    TimingComparison result = compare(own.start());

    assertThat(result.differs()).as("%s", result).isFalse();
    assertThat(lengths).hasSize(1);
  }

  @Test
  void the_same_test_finds_the_difference_where_the_server_does_not_protect() throws Exception {
    TimingComparison result = compare(own.withAgent(Unprotected.agent(directory)).start());

    assertThat(result.differs()).as("%s", result).isTrue();
  }
}
