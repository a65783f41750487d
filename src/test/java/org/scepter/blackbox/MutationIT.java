package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.ServerBeans;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Mutation;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * Valid requests of all kinds, damaged at random in any of their layers, by POST and by GET: the
 * server refuses them without a fault of its own, a trace in a log or memory that stays taken.
 * {@code -Dscepter.mutations=10000} for as many; {@code -Dscepter.mutations.seed} repeats a run.
 */
@OnServer
class MutationIT {
  private static final int MUTATIONS = Integer.getInteger("scepter.mutations", 300);
  private static final int WARM_UP = 300;

  // Less than half of what ten thousand kept messages would take.
  private static final long MAX_GROWTH = 12L << 20;
  private static final Pattern TRACE =
      Pattern.compile("^\\s+at [\\w.$/@]+\\(|by a fault of ours|^Caused by: ");

  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();
  private final CaCertificates ca = scep.caCertificates();
  private final long seed =
      Long.getLong("scepter.mutations.seed", ThreadLocalRandom.current().nextLong());
  private final Random random = new Random(seed);
  private final Mutation mutation = new Mutation(random);
  private final Map<String, Integer> seen = new TreeMap<>();

  /** A request that is right, and what it is answered with. */
  private static final class Valid {
    private final String kind;
    private final Signer signer;
    private final byte[] data;
    private final UnaryOperator<PkiMessage> rest;
    private int status = CertRep.SUCCESS;

    Valid(String kind, Signer signer, byte[] data, UnaryOperator<PkiMessage> rest) {
      this.kind = kind;
      this.signer = signer;
      this.data = data;
      this.rest = rest;
    }

    PkiMessage message(X509Certificate recipient) {
      return message(data, recipient);
    }

    PkiMessage message(byte[] messageData, X509Certificate recipient) {
      return rest.apply(PkiMessage.of(messageData, recipient, signer));
    }
  }

  private static Valid valid(String kind, String messageType, byte[] data, Signer signer) {
    return new Valid(kind, signer, data, message -> message.messageType(messageType));
  }

  private List<Valid> requests() {
    Enrolment old = renewable().enrol();
    Signer owner = new Signer(old.key().getPrivate(), old.certificate());
    byte[] id = PkiMessage.certificateId(old.certificate());
    KeyPair key = TestKeys.rsa();
    Policy policy = server.site().deployedDevice().checkIn();
    return List.of(
        valid("PKCSReq", "19", policy.csr(key).der(), Signer.selfSigned(key, policy.subject())),
        valid("RenewalReq", "17", renewal(old).der(), owner),
        poll(),
        valid("GetCert", "21", id, owner),
        valid("GetCRL", "22", id, owner));
  }

  private Device renewable() {
    return server
        .site()
        .profile(
            server
                .site()
                .profileJson()
                .add("validity", "P1D")
                .add("renewalThresholdPercent", 99)
                .build())
        .deployedDevice();
  }

  private static Csr renewal(Enrolment old) {
    return Csr.of(TestKeys.rsa(), old.policy().subject())
        .alternativeNames(old.policy().alternativeNames())
        .keyUsage(old.policy().keyUsage())
        .extendedKeyUsages(old.policy().extendedKeyUsages());
  }

  /** For a request that waits for an operator's word. */
  private Valid poll() {
    Device device =
        server
            .site()
            .profile(server.site().profileJson().add("approval", true).build())
            .deployedDevice();
    PkiMessage waiting = device.checkIn().message(server, TestKeys.rsa());
    assertThat(scep.post(waiting).status()).isEqualTo(CertRep.PENDING);
    Valid poll =
        new Valid(
            "CertPoll",
            waiting.signer(),
            PkiMessage.pollData(waiting, ca.intermediates().get(0)),
            message -> message.messageType("20").transactionId(waiting.transactionId()));
    poll.status = CertRep.PENDING;
    return poll;
  }

  @Test
  void damaged_requests_do_the_server_no_harm() {
    System.out.println("mutations: seed " + seed);
    List<Valid> requests = requests();
    requests.forEach(this::requireRight);
    List<String> traces = traces();
    send(requests, WARM_UP);
    try (ServerBeans beans = ServerBeans.of(server)) {
      long before = beans.liveHeap();

      send(requests, MUTATIONS);

      long after = beans.liveHeap();
      System.out.printf("mutations: %s; live heap %,d, then %,d%n", seen, before, after);
      assertThat(after - before).as("growth of the live heap").isLessThan(MAX_GROWTH);
    }
    assertThat(traces()).isEqualTo(traces);
    requests.forEach(this::requireRight);
  }

  private void requireRight(Valid request) {
    CertRep answer = scep.post(request.message(ca.encryption()));
    assertThat(answer.status()).as("%s: %s", request.kind, answer).isEqualTo(request.status);
  }

  private void send(List<Valid> requests, int count) {
    List<Function<Valid, byte[]>> layers =
        List.of(
            valid -> mutation.of(valid.message(ca.encryption()).encoded()),
            valid -> valid.message(ca.encryption()).bendEnvelope(mutation::of).encoded(),
            valid -> valid.message(mutation.of(valid.data), ca.encryption()).encoded());
    for (int i = 0; i < count; i++) {
      Valid request = requests.get(random.nextInt(requests.size()));
      byte[] bytes = layers.get(random.nextInt(layers.size())).apply(request);
      if (random.nextBoolean()) {
        require(request, "POST", scep.postRaw(bytes), () -> base64(bytes));
      } else {
        String parameter = parameter(bytes);
        require(request, "GET", scep.getRaw(parameter), () -> parameter);
      }
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  // One of four has its text damaged too.
  private String parameter(byte[] bytes) {
    String escaped = URLEncoder.encode(base64(bytes), StandardCharsets.UTF_8);
    if (random.nextInt(4) > 0) {
      return escaped;
    }
    byte[] damaged = mutation.of(escaped.getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder text = new StringBuilder();
    for (byte each : damaged) {
      boolean stays = each > ' ' && "\"#<>[]\\^`{|}\u007f".indexOf(each) < 0;
      text.append(stays ? String.valueOf((char) each) : "%%%02X".formatted(each));
    }
    return broken(text.toString()) ? escaped : text.toString();
  }

  // The test's own client refuses to send these.
  private static boolean broken(String text) {
    return Pattern.compile("%(?![0-9A-Fa-f]{2})").matcher(text).find();
  }

  private void require(
      Valid request, String method, HttpResponse<byte[]> answer, Supplier<String> sent) {
    seen.merge(request.kind + " " + method + " " + answer.statusCode(), 1, Integer::sum);
    assertThat(answer.statusCode())
        .as(() -> "seed %d, %s by %s: %s".formatted(seed, request.kind, method, sent.get()))
        .isIn(200, 400, 413, 414);
    if (answer.statusCode() != 200) {
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .doesNotContain("Exception", "\tat ")
          .hasSizeLessThan(400);
    }
  }

  private List<String> traces() {
    Stream<String> own =
        Stream.of("NDESPlugin.log", "CRP.log", "crpctrl.log")
            .flatMap(name -> LogFiles.of(server).lines(name).stream());
    Stream<String> servers =
        Optional.ofNullable(System.getProperty("scepter.test.wildfly")).stream()
            .map(wildfly -> new LogFiles(Path.of(wildfly, "standalone/log")))
            .flatMap(files -> files.lines("server.log").stream());
    return Stream.concat(own, servers).filter(line -> TRACE.matcher(line).find()).toList();
  }
}
