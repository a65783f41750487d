package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.custody.RootList;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Homes;
import org.scepter.testing.SetClock;

/** The root is taken offline, and what it still has to do is done where its key is. */
class RootCommandsTest {
  private static final String ROOT = "ca/root.p12";

  @TempDir private Path directory;
  private final SetClock clock = new SetClock(Instant.parse("2026-11-26T12:00:00Z"));
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private ScepterHome home;

  @BeforeEach
  void makeHome() throws Exception {
    home = Homes.make(directory.resolve("home"), clock, "init.trial=true");
    Files.writeString(directory.resolve("password"), "correct horse battery\n");
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  private int run(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(options));
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new ScepterCommand(out, out, clock).run(words);
  }

  private int inHome(String command, String... options) {
    List<String> words = new ArrayList<>(List.of("--home", home.directory().toString()));
    words.addAll(List.of(options));
    return run(command, words.toArray(String[]::new));
  }

  private String[] key(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--root", at("root.p12").toString(), "--password-file", at("password").toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private int export() {
    return inHome(
        "export-root",
        "--to",
        at("root.p12").toString(),
        "--password-file",
        at("password").toString());
  }

  private int makeList(String name, String... more) {
    List<String> options = new ArrayList<>(List.of("--to", at(name).toString()));
    options.addAll(List.of(more));
    return run("make-root-crl", key(options.toArray(String[]::new)));
  }

  private int takeList(String name) {
    return inHome("take-root-crl", "--file", at(name).toString());
  }

  private String words() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private void takeOffline() {
    assertThat(export()).as(words()).isZero();
    assertThat(makeList("first.crl")).as(words()).isZero();
    assertThat(takeList("first.crl")).as(words()).isZero();
    assertThat(inHome("remove-root", key())).as(words()).isZero();
  }

  @Test
  void the_key_leaves_the_home_for_a_file_of_its_owner_alone() throws Exception {
    X509Certificate root = home.key(ROOT).certificate();

    takeOffline();

    assertThat(home.resolve(ROOT)).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at("root.p12"))))
        .isEqualTo("rw-------");
    AuthorityKeys keys = new AuthorityKeys(home, KeyHolders.by(new BouncyCastleProvider()), clock);
    assertThat(keys.isRootOffline()).isTrue();
    assertThat(keys.root().certificate().certificate().bytes()).isEqualTo(root.getEncoded());
    assertThat(keys.root().issuer().hasSigned(home.key("ca/issuing.p12").certificate())).isTrue();
  }

  @Test
  void the_key_stays_until_copy_and_crl_are_there() throws Exception {
    Files.writeString(at("other"), "another password\n");

    assertThat(inHome("remove-root", key())).as("no copy").isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(export()).isZero();
    assertThat(inHome("remove-root", key())).as("no CRL").isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(makeList("short.crl", "--valid", "P3D")).isZero();
    assertThat(takeList("short.crl")).isZero();
    assertThat(inHome("remove-root", key())).as("it ends").isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(
            inHome(
                "remove-root",
                "--root",
                at("root.p12").toString(),
                "--password-file",
                at("other").toString()))
        .as("nobody can open the copy")
        .isEqualTo(ScepterCommand.IMPOSSIBLE);

    assertThat(home.key(ROOT).privateKey()).isNotNull();
  }

  @Test
  void a_copy_of_another_root_removes_nothing() throws Exception {
    assertThat(export()).isZero();
    assertThat(makeList("first.crl")).isZero();
    assertThat(takeList("first.crl")).isZero();
    ScepterHome other = Homes.make(directory.resolve("other"), clock, "init.trial=true");
    Files.delete(at("root.p12"));
    assertThat(
            run(
                "export-root",
                "--home",
                other.directory().toString(),
                "--to",
                at("root.p12").toString(),
                "--password-file",
                at("password").toString()))
        .isZero();

    assertThat(inHome("remove-root", key())).isEqualTo(ScepterCommand.IMPOSSIBLE);

    assertThat(words()).contains("holds another key than this home's root");
    assertThat(home.resolve(ROOT)).exists();
  }

  @Test
  void nothing_is_written_over_and_no_password_is_short() throws Exception {
    Files.writeString(at("root.p12"), "mine");
    assertThat(export()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(at("root.p12")).hasContent("mine");

    Files.delete(at("root.p12"));
    Files.writeString(at("password"), "short\n");
    assertThat(export()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(at("root.p12")).doesNotExist();
  }

  @Test
  void a_crl_made_offline_is_of_the_root_and_grows_in_number() throws Exception {
    takeOffline();
    clock.pass(Duration.ofDays(200));

    assertThat(
            makeList(
                "second.crl",
                "--previous",
                at("first.crl").toString(),
                "--revoke",
                home.resolve("certificates/ca-issuing.cer") + "=keyCompromise"))
        .as(words())
        .isZero();
    assertThat(takeList("second.crl")).as(words()).isZero();

    X509CRL crl = RootList.of(home).orElseThrow().crl();
    X509Certificate issuing = home.key("ca/issuing.p12").certificate();
    assertThat(crl.isRevoked(issuing)).isTrue();
    assertThat(crl.getNextUpdate().toInstant())
        .isEqualTo(clock.instant().atZone(ZoneOffset.UTC).plusYears(1).toInstant());
    crl.verify(RootList.root(home).getPublicKey());
    assertThat(RootList.of(home).orElseThrow().number())
        .isGreaterThan(RootList.read(Files.readAllBytes(at("first.crl"))).number());
  }

  @Test
  void a_crl_that_is_older_or_forgets_somebody_is_not_taken() throws Exception {
    takeOffline();
    clock.pass(Duration.ofDays(1));
    assertThat(
            makeList(
                "second.crl", "--revoke", home.resolve("certificates/ca-issuing.cer").toString()))
        .isZero();
    assertThat(takeList("second.crl")).isZero();
    clock.pass(Duration.ofDays(1));
    assertThat(makeList("forgetful.crl")).isZero();

    assertThat(takeList("first.crl")).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(words()).contains("is not above");
    assertThat(takeList("forgetful.crl")).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(words()).contains("forgets");
    clock.pass(Duration.ofDays(400));
    assertThat(takeList("forgetful.crl")).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(words()).contains("has ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no CRL", "-----BEGIN X509 CRL-----"})
  void what_is_no_crl_is_not_taken(String content) throws Exception {
    Files.writeString(at("bad.crl"), content);

    assertThat(takeList("bad.crl")).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(home.resolve(RootList.FILE)).doesNotExist();
  }

  @Test
  void another_roots_crl_is_not_taken_nor_does_it_revoke_another_roots_ca() throws Exception {
    assertThat(export()).isZero();
    ScepterHome other = Homes.make(directory.resolve("other"), clock, "init.trial=true");
    assertThat(makeList("mine.crl")).isZero();

    assertThat(
            run(
                "take-root-crl",
                "--home",
                other.directory().toString(),
                "--file",
                at("mine.crl").toString()))
        .isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(
            makeList(
                "wrong.crl", "--revoke", other.resolve("certificates/ca-issuing.cer").toString()))
        .isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(at("wrong.crl")).doesNotExist();
  }

  @Test
  void a_rollover_takes_the_roots_key_from_its_file() throws Exception {
    takeOffline();
    String later = clock.instant().plus(Duration.ofDays(30)).toString();

    assertThat(inHome("rollover", "--at", later)).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(words()).contains("the root's key is not in this home");
    assertThat(inHome("rollover", key("--at", later))).as(words()).isZero();

    X509Certificate next = home.key("ca/issuing-2.p12").certificate();
    next.verify(RootList.root(home).getPublicKey());
    assertThat(home.resolve(ROOT)).doesNotExist();
  }

  @Test
  void options_that_are_missing_are_all_named() {
    assertThat(inHome("remove-root")).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
    assertThat(run("make-root-crl", "--valid", "P11Y")).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);

    assertThat(words())
        .contains("--root: must name a file")
        .contains("--password-file: must name a file")
        .contains("--to: must name a file")
        .contains("--valid: must be a period");
  }
}
