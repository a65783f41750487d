package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.scep.protocol.Party.PROVIDER;
import static org.scepter.scep.protocol.Party.RA;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.UnreadableException;

/**
 * Measures whether the time of an answer tells one fault of a wrapped key from another. On demand:
 * {@code mvn test -Dtest=PaddingOracleMeasurement -Dscepter.oracle=true}; {@code
 * -Dscepter.oracle.requests} is the number in each group, {@code -Dscepter.oracle.unprotected} that
 * against the reader without protection.
 *
 * <p>An attacker puts a recorded envelope into messages of his own and exchanges the wrapped key.
 * Three groups are interleaved in random order; the statistic is the largest difference between two
 * groups' means, without the slower half of all (other work on the machine only ever adds); it is
 * compared with what it becomes when the groups' names are exchanged at random within each round.
 */
@EnabledIfSystemProperty(named = "scepter.oracle", matches = "true")
class PaddingOracleMeasurement {
  private static final int GROUPS = 3;
  private static final int WARM_UP = 1500;
  private static final int PERMUTATIONS = 2000;
  private static final double LEVEL = 0.01;
  private static final double KEPT = 0.5;
  private static final int KEY_LENGTH = 16;

  private final SecureRandom random = new SecureRandom();
  private final ClientMessage message = new ClientMessage();
  private final byte[] envelope = message.envelope();
  private final int wrappedAt = wrappedAt(envelope);

  /** What the attacker can time. */
  interface Target {
    void read(byte[] message) throws Exception;
  }

  @Test
  void the_faults_of_a_wrapped_key_take_the_same_time() throws Exception {
    PkiMessageReader reader = Readers.of(MessagePolicy.rfc8894());

    Result result =
        measure(
            message ->
                assertNotOpened(reader.read(message, Readers.NOW) instanceof ScepRequest.Rejected),
            Integer.getInteger("scepter.oracle.requests", 20_000));

    assertThat(result.probability()).as(result.toString()).isGreaterThan(LEVEL);
  }

  @Test
  void the_same_test_finds_the_difference_where_nothing_protects() throws Exception {
    Result result =
        measure(
            message -> assertNotOpened(!UnprotectedOpening.opens(message)),
            Integer.getInteger("scepter.oracle.unprotected", 5_000));

    assertThat(result.probability()).as(result.toString()).isLessThanOrEqualTo(LEVEL);
  }

  private static void assertNotOpened(boolean holds) {
    if (!holds) {
      throw new AssertionError("a message that must not open was opened");
    }
  }

  private Result measure(Target target, int requests) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      target.read(next(i % GROUPS));
    }
    long[][] times = new long[requests][GROUPS];
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    for (long[] round : times) {
      // Made before any is timed, so that how one was made does not warm what reads it.
      byte[][] messages = {next(0), next(1), next(2)};
      Collections.shuffle(order, random);
      for (int group : order) {
        byte[] bytes = messages[group];
        long start = System.nanoTime();
        target.read(bytes);
        round[group] = System.nanoTime() - start;
      }
    }
    Result result = Result.of(times, new Random(random.nextLong()));
    System.out.println(result);
    return result;
  }

  /** 0: a wrong padding; 1: a right one around a key of another length; 2: around a random key. */
  private byte[] next(int group) throws GeneralSecurityException {
    byte[] content = envelope.clone();
    byte[] wrapped = group == 0 ? wrongPadding() : wrapped(group == 1 ? 24 : KEY_LENGTH);
    System.arraycopy(wrapped, 0, content, wrappedAt, wrapped.length);
    message.signing = Security.getProvider("SunRsaSign");
    message.content = content;
    return message.bytes();
  }

  private byte[] wrapped(int length) throws GeneralSecurityException {
    byte[] key = new byte[length];
    random.nextBytes(key);
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding", PROVIDER);
    rsa.init(Cipher.ENCRYPT_MODE, RA.keys().getPublic(), random);
    return rsa.doFinal(key);
  }

  // As from an attacker who multiplies: below the modulus and otherwise at random.
  private byte[] wrongPadding() throws GeneralSecurityException {
    byte[] block = new byte[256];
    random.nextBytes(block);
    block[0] = 0;
    block[1] = 1;
    Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding", PROVIDER);
    rsa.init(Cipher.ENCRYPT_MODE, RA.keys().getPublic(), random);
    return rsa.doFinal(block);
  }

  private static int wrappedAt(byte[] envelope) {
    return new String(envelope, StandardCharsets.ISO_8859_1).indexOf("\u0004\u0082\u0001\u0000")
        + 4;
  }

  /** Times in nanoseconds. */
  private static final class Result {
    private final double[] means;
    private final double difference;
    private final double probability;
    private final int requests;

    private Result(double[] means, double difference, double probability, int requests) {
      this.means = means;
      this.difference = difference;
      this.probability = probability;
      this.requests = requests;
    }

    static Result of(long[][] times, Random random) {
      long[] all = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
      long cut = all[(int) (all.length * KEPT)];
      double[] means = means(times, cut);
      double difference = spread(means);
      int asFar = 0;
      long[][] permuted = Arrays.stream(times).map(long[]::clone).toArray(long[][]::new);
      for (int i = 0; i < PERMUTATIONS; i++) {
        for (long[] round : permuted) {
          shuffle(round, random);
        }
        if (spread(means(permuted, cut)) >= difference) {
          asFar++;
        }
      }
      return new Result(means, difference, (asFar + 1.0) / (PERMUTATIONS + 1.0), times.length);
    }

    private static void shuffle(long[] round, Random random) {
      for (int i = round.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        long kept = round[i];
        round[i] = round[other];
        round[other] = kept;
      }
    }

    private static double[] means(long[][] times, long cut) {
      double[] sums = new double[GROUPS];
      int[] counts = new int[GROUPS];
      for (long[] round : times) {
        for (int group = 0; group < GROUPS; group++) {
          if (round[group] <= cut) {
            sums[group] += round[group];
            counts[group]++;
          }
        }
      }
      for (int group = 0; group < GROUPS; group++) {
        sums[group] /= counts[group];
      }
      return sums;
    }

    private static double spread(double[] means) {
      double[] sorted = means.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length - 1] - sorted[0];
    }

    double probability() {
      return probability;
    }

    @Override
    public String toString() {
      return ("%d requests each: wrong padding %.2f us, wrong length %.2f us, random key %.2f us;"
              + " largest difference %.3f us, p = %.4f")
          .formatted(
              requests,
              means[0] / 1000,
              means[1] / 1000,
              means[2] / 1000,
              difference / 1000,
              probability);
    }
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
