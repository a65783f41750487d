package org.scepter.command.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.command.ScepterCommand;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Homes;
import org.scepter.testing.SetClock;

/** A home goes into one file and comes out of it, or nothing does. */
class BackupRestoreTest {
  private static final String PASSWORD = "correct horse battery";

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  // Made once: its keys take their time.
  @TempDir private static Path shared;
  private static ScepterHome home;

  @TempDir private Path directory;
  private final SetClock clock = new SetClock(NOW);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeAll
  static void makeHome() throws Exception {
    home = Homes.make(shared.resolve("home"), new SetClock(NOW), "init.trial=true");
    Files.createDirectories(home.resolve("nodes"));
    Files.writeString(home.resolve("nodes/front.cer"), "a node's");
    Files.writeString(home.resolve("db/scepter.mv.db"), "the database");
    Files.writeString(home.resolve("ca/issuing.p12.new"), "unfinished");
  }

  @BeforeEach
  void choosePassword() throws Exception {
    Files.writeString(at("password"), PASSWORD + "\n");
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  private int run(String... words) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new ScepterCommand(out, out, clock).run(List.of(words));
  }

  private String told() {
    return said.toString(StandardCharsets.UTF_8);
  }

  /** As on a node in front: there is no database to ask for. */
  private int backup(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "backup",
                "--home",
                home.directory().toString(),
                "--to",
                at("file").toString(),
                "--password-file",
                at("password").toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private int backupInFront() {
    return backup("--set", "scepter.roles=ndes");
  }

  private int restore(String to) {
    return run(
        "restore",
        "--home",
        at(to).toString(),
        "--file",
        at("file").toString(),
        "--password-file",
        at("password").toString());
  }

  private static Map<String, Sha256> content(Path top) throws IOException {
    Map<String, Sha256> content = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path each : tree.filter(Files::isRegularFile).toList()) {
        content.put(top.relativize(each).toString(), Sha256.of(Files.readAllBytes(each)));
      }
    }
    return content;
  }

  @Test
  void every_file_of_the_home_comes_back_for_its_owner_alone() throws Exception {
    assertThat(backupInFront()).as(this::told).isZero();
    assertThat(restore("restored")).as(this::told).isZero();

    Map<String, Sha256> expected = content(home.directory());
    expected
        .keySet()
        .removeAll(List.of("db/scepter.mv.db", "ca/issuing.p12.new", "ca/.succession"));
    expected.keySet().removeIf(name -> name.startsWith("logs/"));
    assertThat(content(at("restored"))).isEqualTo(expected);
    assertThat(expected).containsKeys("nodes/front.cer", "ca/root.p12", "secrets/hmac.key");
    ScepterHome restored = ScepterHome.open(at("restored"));
    assertThat(restored.key("ca/issuing.p12").certificate())
        .isEqualTo(home.key("ca/issuing.p12").certificate());
    assertThat(at("restored/db")).isEmptyDirectory();
    try (Stream<Path> tree = Files.walk(at("restored"))) {
      for (Path each : tree.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as("%s", each)
            .endsWith("------");
      }
    }
  }

  @Test
  void the_file_shows_nothing_and_is_its_owners_alone() throws Exception {
    backupInFront();

    byte[] file = Files.readAllBytes(at("file"));
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .doesNotContain("keystore.password", "issuing.p12");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at("file"))))
        .isEqualTo("rw-------");
    assertThat(told()).doesNotContain(PASSWORD);
    assertThat(at("file.new")).doesNotExist();
  }

  @Test
  void a_home_with_a_link_is_not_backed_up_without_what_the_link_means() throws Exception {
    Files.createSymbolicLink(home.resolve("secrets/mounted.password"), at("password"));
    try {
      assertThat(backupInFront()).isEqualTo(1);
    } finally {
      Files.delete(home.resolve("secrets/mounted.password"));
    }

    assertThat(told()).contains("secrets/mounted.password in the home is a link");
    assertThat(at("file")).doesNotExist();
    assertThat(at("file.new")).doesNotExist();
  }

  @Test
  void another_password_opens_nothing() throws Exception {
    backupInFront();
    Files.writeString(at("password"), "something else entirely\n");

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(told()).contains("does not open with this password");
    assertThat(at("restored")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.02, 0.5, 0.999})
  void a_file_that_was_changed_restores_nothing(double where) throws Exception {
    backupInFront();
    byte[] file = Files.readAllBytes(at("file"));
    file[(int) (where * file.length)] ^= 1;
    Files.write(at("file"), file);

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(at("restored")).doesNotExist();
    assertThat(told()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.5})
  void a_file_that_was_cut_off_restores_nothing(double where) throws Exception {
    backupInFront();
    byte[] file = Files.readAllBytes(at("file"));
    Files.write(at("file"), java.util.Arrays.copyOf(file, (int) (where * file.length)));

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(at("restored")).doesNotExist();
  }

  @Test
  void a_directory_with_something_in_it_is_refused_and_left_alone() throws Exception {
    backupInFront();
    Files.createDirectories(at("restored"));
    Files.writeString(at("restored/theirs"), "theirs");

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(told()).contains("not empty (theirs)");
    assertThat(content(at("restored"))).containsOnlyKeys("theirs");
  }

  @Test
  void a_home_is_never_overwritten() throws Exception {
    backupInFront();
    Map<String, Sha256> before = content(home.directory());

    assertThat(
            run(
                "restore",
                "--home",
                home.directory().toString(),
                "--file",
                at("file").toString(),
                "--password-file",
                at("password").toString()))
        .isEqualTo(1);

    assertThat(told()).contains("it is a home already");
    assertThat(content(home.directory())).isEqualTo(before);
  }

  @Test
  void a_run_that_was_killed_is_no_home_and_is_taken_up_again() throws Exception {
    backupInFront();
    restore("restored");
    Map<String, Sha256> whole = content(at("restored"));
    Files.createDirectories(at("sibling"));
    // As a killed run leaves it: some files, its note, and no marker.
    Files.delete(at("restored/" + ScepterHome.MARKER));
    Files.delete(at("restored/ra/signing.p12"));
    Files.writeString(at("restored/.marker"), "half");
    List<String> noted =
        new ArrayList<>(List.of("db", "logs", "restore", ".marker", "../sibling", ".."));
    try (Stream<Path> top = Files.list(home.directory())) {
      top.forEach(each -> noted.add(String.valueOf(each.getFileName())));
    }
    Files.write(at("restored/.restoring"), noted);
    assertThat(run("init", "--home", at("restored").toString(), "--set", "init.trial=true"))
        .isEqualTo(1);

    assertThat(restore("restored")).as(this::told).isZero();

    assertThat(content(at("restored"))).isEqualTo(whole);
    assertThat(at("sibling")).exists();
  }

  @Test
  void a_backup_replaces_no_file() throws Exception {
    Files.writeString(at("file"), "yesterday's");

    assertThat(backupInFront()).isEqualTo(1);

    assertThat(at("file")).hasContent("yesterday's");
  }

  @Test
  void a_short_password_is_refused() throws Exception {
    Files.writeString(at("password"), "elevenchars\n");

    assertThat(backupInFront()).isEqualTo(1);

    assertThat(told()).contains("less than 12 characters").doesNotContain("elevenchars");
    assertThat(at("file")).doesNotExist();
  }

  @Test
  void without_its_server_a_home_with_a_database_is_not_backed_up() throws Exception {
    assertThat(backup("--set", "scepter.platform.https-port=1")).isEqualTo(1);

    assertThat(told()).contains("nothing listens at https://localhost:1", "start the server");
    assertThat(at("file")).doesNotExist();
    assertThat(at("file.new")).doesNotExist();
  }

  @Test
  void a_backup_of_tomorrow_is_refused() throws Exception {
    backupInFront();
    clock.set(Instant.parse("2026-11-26T11:59:00Z"));

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(told()).contains("set the clock");
    assertThat(at("restored")).doesNotExist();
  }

  @Test
  void a_backup_of_a_newer_schema_is_refused() throws Exception {
    Passphrase passphrase = Passphrase.of(at("password"));
    try (var sealed = new SealedFile(at("file"), passphrase).create()) {
      ArchiveWriter archive = new ArchiveWriter(sealed);
      try (InputStream marker = Files.newInputStream(home.resolve(ScepterHome.MARKER))) {
        archive.add("home/" + ScepterHome.MARKER, marker);
      }
      archive.finish(clock.instant(), "9999", List.of());
    }

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(told()).contains("schema 9999, this release knows");
    assertThat(at("restored")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"home/../../evil", "../evil", "/evil", "home//evil", "home\\evil", "else/evil"})
  void an_entry_that_leads_elsewhere_is_refused(String name) throws Exception {
    Passphrase passphrase = Passphrase.of(at("password"));
    try (var sealed = new SealedFile(at("file"), passphrase).create()) {
      ArchiveWriter archive = new ArchiveWriter(sealed);
      archive.add(name, InputStream.nullInputStream());
      archive.finish(clock.instant(), "", List.of());
    }

    assertThat(restore("restored")).isEqualTo(1);

    assertThat(told()).contains("an entry that belongs nowhere");
    assertThat(at("evil")).doesNotExist();
  }

  @Test
  void what_the_command_needs_is_said() {
    assertThat(run("backup", "--home", home.directory().toString())).isEqualTo(2);
    assertThat(run("restore", "--home", home.directory().toString())).isEqualTo(2);

    assertThat(told())
        .contains("--to: must name a file", "--file: must name a file")
        .contains("--password-file: must name a file");
  }
}
