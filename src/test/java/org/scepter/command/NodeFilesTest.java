package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.platform.ScepterHome;

class NodeFilesTest {
  @TempDir private static Path directory;
  private static Path inside;

  private record Run(int status, String text) {}

  @BeforeAll
  static void makeHomes() {
    inside = directory.resolve("inside");
    List<String> words = new ArrayList<>(List.of("init", "--home", inside.toString()));
    for (String setting :
        List.of(
            "init.public-url=https://scep.example.test",
            "init.internal-name=inside.example.test",
            "init.root.key-type=ec-p256",
            "init.issuing.key-type=ec-p256",
            "init.policy-module.key-type=ec-p256",
            "init.tls.key-type=ec-p256")) {
      words.addAll(List.of("--set", setting));
    }
    assertThat(run(words).status()).isZero();
    assertThat(nodeFiles("front").status()).isZero();
    assertThat(
            run(List.of(
                    "init",
                    "--home",
                    directory.resolve("front-home").toString(),
                    "--ndes-files",
                    directory.resolve("front").toString()))
                .status())
        .isZero();
  }

  private static Run nodeFiles(String name) {
    return run(
        List.of(
            "node-files",
            "--home",
            inside.toString(),
            "--name",
            name,
            "--to",
            directory.resolve(name).toString()));
  }

  private static Run run(List<String> words) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    int status = new ScepterCommand(out, out, Clock.systemUTC()).run(words);
    return new Run(status, text.toString(StandardCharsets.UTF_8));
  }

  private static ScepterHome front() {
    return ScepterHome.open(directory.resolve("front-home"));
  }

  @Test
  void the_nodes_home_opens_with_its_own_password_and_the_ras_keys() {
    ScepterHome within = ScepterHome.open(inside);

    assertThat(front().key("ra/signing.p12").certificate())
        .isEqualTo(within.key("ra/signing.p12").certificate());
    assertThat(front().key("ra/decryption.p12").privateKey())
        .isEqualTo(within.key("ra/decryption.p12").privateKey());
    assertThat(front().publicUrl()).isEqualTo("https://scep.example.test");
    assertThat(front().id()).isNotEqualTo(within.id());
  }

  @Test
  void the_nodes_client_certificate_is_its_own_and_registered_inside() throws Exception {
    X509Certificate client = front().key("ndes/policy-module.p12").certificate();

    assertThat(Files.readAllBytes(inside.resolve("nodes/front.cer")))
        .isEqualTo(client.getEncoded());
    assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(client.getSubjectX500Principal().getName()).contains("CN=front policy-module");
    assertThat(client.getPublicKey())
        .isNotEqualTo(
            ScepterHome.open(inside).key("ndes/policy-module.p12").certificate().getPublicKey());
  }

  @Test
  void the_nodes_listeners_bear_its_own_names_and_none_of_the_insides() throws Exception {
    for (String listener : List.of("tls/public.p12", "tls/internal.p12")) {
      assertThat(
              front().key(listener).certificate().getSubjectAlternativeNames().stream()
                  .<Object>map(each -> each.get(1)))
          .as(listener)
          .containsExactly("scep.example.test", "front");
    }
  }

  @Test
  void no_key_of_a_ca_or_a_registration_point_leaves_the_inside() throws IOException {
    try (Stream<Path> tree = Files.walk(directory.resolve("front"))) {
      assertThat(tree.map(each -> each.getFileName().toString()))
          .doesNotContain("root.p12", "issuing.p12", "authorisation.p12", "hmac.key");
    }
  }

  @Test
  void every_file_is_its_owners_alone() throws IOException {
    for (String top : List.of("front", "front-home")) {
      try (Stream<Path> tree = Files.walk(directory.resolve(top))) {
        assertThat(tree)
            .allSatisfy(
                each ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .endsWith("------"));
      }
    }
  }

  @Test
  void a_name_is_given_once_and_what_is_there_is_left_alone() throws IOException {
    byte[] before = Files.readAllBytes(inside.resolve("nodes/front.cer"));

    Run again = nodeFiles("front");

    assertThat(again.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(again.text()).contains("exists already; nothing was changed");
    assertThat(Files.readAllBytes(inside.resolve("nodes/front.cer"))).isEqualTo(before);
  }

  @Test
  void an_incomplete_directory_makes_no_home() throws IOException {
    Path files = Files.createDirectories(directory.resolve("incomplete/secrets"));
    Path home = directory.resolve("no-home");

    Run run =
        run(
            List.of(
                "init", "--home", home.toString(), "--ndes-files", files.getParent().toString()));

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(run.text()).contains("secrets/keystore.password");
    assertThat(home.resolve(ScepterHome.MARKER)).doesNotExist();
  }

  @Test
  void names_that_are_none_are_refused() {
    assertThat(run(List.of("node-files", "--home", inside.toString())).text())
        .contains("--name:", "--to:");
    assertThat(nodeFiles("../up").status()).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
  }
}
