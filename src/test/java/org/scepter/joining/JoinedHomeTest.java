package org.scepter.joining;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.command.ScepterCommand;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.RecordsInMemory;
import org.scepter.issuing.est.NodeCertificates;
import org.scepter.issuing.est.NodeCertificates.Purpose;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.ClaimsInMemory;
import org.scepter.joining.keys.KeyHandout;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.InsideDouble;

/** The home of a node that joins: what goes over and what stays where it was made. */
class JoinedHomeTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private static Path directory;
  private static ScepterHome inside;
  private static ScepterHome front;
  private static volatile String asked = "";
  private static volatile String answered = "";

  @BeforeAll
  static void join() {
    inside = InsideDouble.home(directory.resolve("inside"));
    try (InsideDouble listener = new InsideDouble(inside)) {
      URI url = listener.open(JoinedHomeTest::answer);
      Path bundle = directory.resolve("bundle");
      run(
          "node",
          "add",
          "front",
          "--home",
          inside.directory() + "",
          "--url",
          url + "",
          "--to",
          bundle + "");
      run("node", "join", bundle + "", "--home", directory.resolve("front") + "");
    }
    front = ScepterHome.open(directory.resolve("front"));
  }

  private static void run(String... words) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    assertThat(new ScepterCommand(out, out, CLOCK).run(List.of(words)))
        .as(() -> text.toString(StandardCharsets.UTF_8))
        .isZero();
  }

  /** As a server inside does, but for its database. */
  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked = new String(body, StandardCharsets.UTF_8);
    assertThat(JoinToken.ofHeader(exchange.getRequestHeaders().getFirst("Authorization")))
        .isPresent();
    JoinRequest request =
        JoinRequest.read(new ByteArrayInputStream(body))
            .fold(
                problem -> {
                  throw new AssertionError(problem.detail());
                },
                each -> each);
    assertThat(request.isFit(PROVIDER)).isTrue();
    NodeCertificates certificates =
        new NodeCertificates(
            inside,
            new AuthorityKeys(inside, KeyHolders.by(PROVIDER), CLOCK),
            new RecordsInMemory(),
            new SecureRandom(),
            CLOCK);
    Lines lines = Lines.empty();
    for (Purpose each : Purpose.values()) {
      List<Der> chain = certificates.issue("front", each, request.key(each));
      lines.with(JoinRequest.line(each), chain);
      if (each == Purpose.CLIENT) {
        KeyHandout handout = new KeyHandout(inside, new ClaimsInMemory(), null, PROVIDER, CLOCK);
        new NodeProvision(inside, handout).add(lines, "front", parsed(chain.get(0)));
      }
    }
    answered = lines.written();
    InsideDouble.answer(exchange, 200, "text/plain;charset=UTF-8", answered);
  }

  private static X509Certificate parsed(Der certificate) {
    try {
      return X509.certificate(certificate);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_nodes_home_opens_with_its_own_password_and_the_ras_keys() throws IOException {
    assertThat(front.key("ra/signing.p12").certificate())
        .isEqualTo(inside.key("ra/signing.p12").certificate());
    assertThat(front.key("ra/decryption.p12").privateKey())
        .isEqualTo(inside.key("ra/decryption.p12").privateKey());
    assertThat(Files.readString(front.resolve("secrets/keystore.password")))
        .isNotEqualTo(Files.readString(inside.resolve("secrets/keystore.password")));
    assertThat(front.publicUrl()).isEqualTo(inside.publicUrl());
    assertThat(front.organisation()).isEqualTo(inside.organisation());
    assertThat(front.id()).isNotEqualTo(inside.id());
  }

  @Test
  void the_client_certificate_is_the_nodes_own_and_says_that_keys_are_sealed_to_it()
      throws Exception {
    X509Certificate client = front.key("ndes/policy-module.p12").certificate();

    client.verify(inside.key("ca/issuing.p12").certificate().getPublicKey());
    assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(client.getSubjectX500Principal().getName()).contains("CN=front policy-module");
    assertThat(client.getKeyUsage()[0]).as("digitalSignature").isTrue();
    assertThat(client.getKeyUsage()[2]).as("keyEncipherment").isTrue();
    assertThat(X509.keyUsage(client)).isEqualTo(0x80 | 0x20);
  }

  @Test
  void the_nodes_listeners_bear_the_public_name_and_its_own() throws Exception {
    for (String listener : List.of("tls/public.p12", "tls/internal.p12")) {
      assertThat(
              front.key(listener).certificate().getSubjectAlternativeNames().stream()
                  .<Object>map(each -> each.get(1)))
          .as(listener)
          .containsExactly("localhost", "front");
    }
  }

  @Test
  void nothing_of_a_private_key_goes_over_the_wire_in_the_clear() {
    for (String text : List.of(asked, answered)) {
      for (String file :
          List.of(
              "ra/signing.p12", "ra/decryption.p12", "ndes/policy-module.p12", "tls/public.p12")) {
        String key = Der.of(front.key(file).privateKey().getEncoded()).base64();
        // The beginning of an RSA key is its public part.
        String secret = key.substring(key.length() - 150, key.length() - 50);
        assertThat(text.contains(secret)).as(file).isFalse();
      }
    }
    assertThat(asked).doesNotContain("token");
  }

  @Test
  void no_key_of_a_ca_or_a_registration_point_leaves_the_inside() throws IOException {
    try (Stream<Path> tree = Files.walk(front.directory())) {
      assertThat(tree.map(each -> each.getFileName().toString()))
          .doesNotContain("root.p12", "issuing.p12", "authorisation.p12", "hmac.key");
    }
  }

  @Test
  void the_inside_is_known_by_what_was_pinned() throws Exception {
    assertThat(Files.readAllBytes(front.resolve("ndes/inside/inside.cer")))
        .isEqualTo(Files.readAllBytes(inside.resolve("certificates/ca-root.cer")));
    assertThat(Files.readAllBytes(front.resolve("certmgr.box/crp.cer")))
        .isEqualTo(Files.readAllBytes(inside.resolve("certmgr.box/crp.cer")));
  }

  @Test
  void every_file_is_its_owners_alone() throws IOException {
    try (Stream<Path> tree = Files.walk(front.directory())) {
      assertThat(tree)
          .allSatisfy(
              each ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                      .endsWith("------"));
    }
  }
}
