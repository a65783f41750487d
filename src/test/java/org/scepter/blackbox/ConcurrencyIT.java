package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** Many at once want what one may have. */
@OnServer
class ConcurrencyIT {
  private static final int THREADS = 32;

  // Rows taken in another order meet only now and then.
  private static final int ROUNDS = 5;

  private final TestServer server = TestServer.running();

  @Test
  void one_challenge_from_32_threads_with_32_keys_gives_one_certificate_and_31_refusals()
      throws Exception {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    List<PkiMessage> messages =
        IntStream.range(0, THREADS).mapToObj(i -> policy.message(server, TestKeys.rsa())).toList();

    List<CertRep> answers = atOnce(messages, messages.stream().map(PkiMessage::encoded).toList());

    assertThat(answers.stream().filter(CertRep::isSuccess)).hasSize(1);
    assertThat(answers.stream().filter(each -> each.status() == CertRep.FAILURE))
        .hasSize(THREADS - 1);
    assertThat(server.site().certificates(device.name())).hasSize(1);
  }

  @RepeatedTest(ROUNDS)
  void thirty_two_copies_of_one_message_give_one_certificate_and_32_equal_answers()
      throws Exception {
    Device device = server.site().deployedDevice();
    PkiMessage message = device.checkIn().message(server, TestKeys.rsa());
    byte[] encoded = message.encoded();
    List<PkiMessage> messages = IntStream.range(0, THREADS).mapToObj(i -> message).toList();

    List<CertRep> answers =
        atOnce(messages, IntStream.range(0, THREADS).mapToObj(i -> encoded).toList());

    assertThat(answers).allMatch(CertRep::isSuccess);
    List<X509Certificate> certificates =
        answers.stream().map(CertRep::certificate).distinct().toList();
    assertThat(certificates).hasSize(1);
    assertThat(server.site().certificates(device.name())).hasSize(1);
  }

  private List<CertRep> atOnce(List<PkiMessage> messages, List<byte[]> encoded) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<CertRep>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int index = i;
        calls.add(
            () -> {
              start.await();
              return server.scep().post(messages.get(index), encoded.get(index));
            });
      }
      List<CertRep> answers = new ArrayList<>();
      for (Future<CertRep> each : threads.invokeAll(calls)) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
