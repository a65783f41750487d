package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.EmbeddedDatabase;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OwnDatabases;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.TestKeys;

/**
 * A backup taken from a server at work, restored on an empty machine. The machine is the same one,
 * emptied: certificates name its addresses.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path DIRECTORY = Path.of("target", "backup-server").toAbsolutePath();
  private static final int WORKERS = 2;
  private static final int MOST_ENROLMENTS = 200;
  private static final Pattern TAKEN_AT = Pattern.compile(": as of ([^,]+), ");

  private static Optional<OwnServer> prepared = Optional.empty();
  private static TestServer server;
  private static Path backup;
  private static Path password;

  // What was done before the backup, and between it and the machine's end.
  private static final List<Enrolment> EARLY = new ArrayList<>();
  private static Enrolment revokedEarly;
  private static Enrolment late;
  private static Device promised;
  private static Policy outstanding;
  private static CaCertificates authority;
  private static BigInteger lastNumber;
  private static Instant takenAt;
  private static Instant restoredFrom;

  private record Work(Instant answered, Enrolment enrolment) {}

  @BeforeAll
  static void backUpAndEmptyTheMachine() throws Exception {
    assumeTrue(OwnDatabases.arePossible(), "only a WildFly is started and killed here");
    OwnServer own = OwnDatabases.anew(OwnServer.prepare(DIRECTORY));
    prepared = Optional.of(own);
    backup = DIRECTORY.resolve("backup");
    password = Files.writeString(DIRECTORY.resolve("password"), "correct horse battery\n");
    server = own.start();
    SiteClient site = server.site();
    authority = server.scep().caCertificates();
    revokedEarly = site.deployedDevice().enrol();
    EARLY.add(revokedEarly);
    revoke(site, revokedEarly);
    promised = site.deployedDevice();
    outstanding = promised.checkIn();

    backUpUnderLoad(site);

    late = promised.enrol(outstanding);
    Enrolment revokedLate = site.deployedDevice().enrol();
    revoke(site, revokedLate);
    lastNumber = PublishedCrl.of(server, late.certificate()).number();
    own.kill();
    empty(own.home());
    restoredFrom = Instant.now();
  }

  private static void revoke(SiteClient site, Enrolment enrolment) {
    site.revoke(enrolment);
    Eventually.until(
        "the CRL names the certificate", PATIENCE, () -> isListed(enrolment.certificate()));
  }

  private static boolean isListed(X509Certificate certificate) {
    return PublishedCrl.of(server, certificate).crl().isRevoked(certificate);
  }

  private static void backUpUnderLoad(SiteClient site) throws Exception {
    Queue<Work> done = new ConcurrentLinkedQueue<>();
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<Void>> working = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        working.add(workers.submit(() -> work(site, done, isOver)));
      }
      Eventually.until("devices enrol", PATIENCE, () -> done.size() >= 2 * WORKERS);
      int before = done.size();
      String told = scepter("backup", "--to").expectSuccess().text();
      Matcher taken = TAKEN_AT.matcher(told);
      assertThat(taken.find()).as(told).isTrue();
      takenAt = Instant.parse(taken.group(1));
      assertThat(done.size()).as("enrolments while it was taken").isGreaterThan(before);
      isOver.set(true);
      for (Future<Void> each : working) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      isOver.set(true);
      workers.shutdownNow();
    }
    // The line has no fraction of the second.
    done.stream()
        .filter(each -> each.answered().isBefore(takenAt))
        .map(Work::enrolment)
        .forEach(EARLY::add);
  }

  private static Void work(SiteClient site, Queue<Work> done, AtomicBoolean isOver) {
    while (!isOver.get() && done.size() < MOST_ENROLMENTS) {
      Enrolment enrolment = site.deployedDevice().enrol();
      done.add(new Work(Instant.now(), enrolment));
    }
    return null;
  }

  private static void empty(Path home) throws IOException {
    try (Stream<Path> tree = Files.walk(home)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static Command.Result scepter(String name, String fileOption) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--home",
                prepared.orElseThrow().home().toString(),
                fileOption,
                backup.toString(),
                "--password-file",
                password.toString()));
    if (name.equals("backup")) {
      options.addAll(List.of("--set", "scepter.platform.https-port=" + server.https().getPort()));
    }
    return OwnServer.scepter(name, options);
  }

  @AfterAll
  static void endServer() {
    prepared.ifPresent(OwnServer::close);
  }

  private static String standing(X509Certificate certificate) throws IOException {
    Command.Result said =
        OcspClient.of(server, authority.issuerOf(certificate), authority.root())
            .openssl(Files.createTempDirectory(DIRECTORY, "ocsp"), certificate);
    assertThat(said.err()).contains("Response verify OK");
    return said.text();
  }

  @Test
  @Order(1)
  void it_is_restored_into_an_empty_home_and_an_empty_database() throws Exception {
    OwnServer own = prepared.orElseThrow();
    String told = scepter("restore", "--file").expectSuccess().text();
    assertThat(told).contains("restored from a backup of " + takenAt, "is not known");

    if (!OwnDatabases.areOutside()) {
      Path database = own.home().resolve("db/scepter.mv.db");
      writeForeignDatabase(database);
      assertThat(own.startInVain()).contains("the database is not empty");
      own.kill();
      Files.delete(database);
    }
    OwnDatabases.anew(own);
    own.start();
    assertThat(own.home().resolve("restore")).doesNotExist();
  }

  private static void writeForeignDatabase(Path file) throws Exception {
    String name = file.toString().replace(".mv.db", "");
    try (Connection connection = embedded(name)) {
      EmbeddedDatabase.execute(
          connection, "CREATE TABLE home_identity (id INTEGER PRIMARY KEY, identity VARCHAR(64))");
      EmbeddedDatabase.execute(connection, "INSERT INTO home_identity VALUES (1, 'theirs')");
    }
  }

  private static Connection embedded(String name) throws Exception {
    return DriverManager.getConnection(
        "jdbc:h2:file:"
            + name
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
        "scepter",
        "");
  }

  @Test
  @Order(2)
  void it_is_the_same_ca() {
    CaCertificates now = server.scep().caCertificates();

    assertThat(now.root()).isEqualTo(authority.root());
    assertThat(now.intermediates()).isEqualTo(authority.intermediates());
    assertThat(now.encryption()).isEqualTo(authority.encryption());
  }

  @Test
  @Order(3)
  void every_certificate_that_was_issued_before_is_known() throws Exception {
    assertThat(EARLY).hasSizeGreaterThan(WORKERS);
    List<String> known =
        server.site().items("certificates").stream()
            .map(each -> each.getString("serialNumber"))
            .toList();
    assertThat(known).containsAll(EARLY.stream().map(Enrolment::serialHex).toList());
    for (Enrolment each : EARLY.subList(1, EARLY.size())) {
      assertThat(standing(each.certificate())).contains(": good");
    }
  }

  @Test
  @Order(3)
  void a_device_that_lost_its_answer_gets_the_certificate_that_it_had() {
    Enrolment early = EARLY.get(EARLY.size() - 1);

    assertThat(server.scep().post(early.message()).certificate()).isEqualTo(early.certificate());
  }

  @Test
  @Order(3)
  void what_was_revoked_is_revoked_and_what_came_later_is_unknown() throws Exception {
    assertThat(standing(revokedEarly.certificate())).contains(": revoked");
    assertThat(isListed(revokedEarly.certificate())).isTrue();
    assertThat(standing(late.certificate())).contains(": unknown");
    server.site().get("certificates/" + late.serialHex()).expect(404);
  }

  @Test
  @Order(3)
  void the_crl_has_a_number_above_any_that_was_published() throws Exception {
    PublishedCrl crl = PublishedCrl.of(server, late.certificate());

    assertThat(crl.number()).isGreaterThan(lastNumber);
    assertThat(crl.delta(server).number()).isEqualTo(crl.number());
    assertThat(crl.crl().getThisUpdate()).isBefore(java.util.Date.from(Instant.now()));
    Command.need("openssl");
    Command.Result said =
        Command.run(
            DIRECTORY,
            Map.of(),
            List.of(
                "openssl",
                "crl",
                "-in",
                crl.pem(DIRECTORY.resolve("crl.pem")).toString(),
                "-noout",
                "-crlnumber"));
    String number = said.expectSuccess().text().strip().replace("crlNumber=0x", "");
    assertThat(new BigInteger(number, 16)).isGreaterThan(lastNumber);
  }

  @Test
  @Order(3)
  void a_challenge_of_before_is_no_good_and_the_next_check_in_brings_another() {
    KeyPair other = TestKeys.rsa();
    assertThat(server.scep().post(outstanding.message(server, other)).isSuccess())
        .as("the challenge that was used since the backup")
        .isFalse();
    assertThat(server.site().challenges(promised.name()))
        .extracting(each -> each.getString("state"))
        .containsExactly("revoked");

    Policy next = promised.checkIn();

    assertThat(next.requireChallenge()).isNotEqualTo(outstanding.requireChallenge());
    assertThat(promised.enrol(next).certificate().getSubjectX500Principal())
        .isEqualTo(late.certificate().getSubjectX500Principal());
  }

  @Test
  @Order(3)
  void one_line_names_the_hours_that_cannot_be_known() throws Exception {
    String hours = " from a backup of " + takenAt + ": what certificates were issued and revoked";

    List<JsonObject> audited =
        AuditLog.of(server.site()).entries().stream()
            .filter(each -> each.getString("action").equals("database.restore"))
            .toList();
    assertThat(audited).hasSize(1);
    assertThat(audited.get(0).getString("reason")).contains(hours, " challenges revoked");
    assertThat(Files.readString(prepared.orElseThrow().log())).contains(hours);
    List<String> checked =
        CheckCommand.of(server, DIRECTORY).text().lines().filter(it -> it.contains(hours)).toList();
    assertThat(checked).hasSize(1);
    assertThat(checked.get(0)).startsWith("WARN");
    Matcher restored = Pattern.compile("restored at ([^ ]+) ").matcher(checked.get(0));
    assertThat(restored.find()).isTrue();
    assertThat(Instant.parse(restored.group(1)))
        .isBetween(restoredFrom.minusSeconds(1), Instant.now());
  }

  @Test
  @Order(4)
  void a_later_start_is_like_any_other() {
    OwnServer own = prepared.orElseThrow();
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    own.kill();

    own.start();

    assertThat(device.enrol(policy).certificate()).isNotNull();
    assertThat(
            AuditLog.of(server.site()).entries().stream()
                .filter(each -> each.getString("action").equals("database.restore")))
        .hasSize(1);
  }

  @Test
  @Order(5)
  void a_release_that_is_older_than_the_database_does_not_start_and_says_so() throws Exception {
    assumeTrue(!OwnDatabases.areOutside(), "the database is a file here");
    OwnServer own = prepared.orElseThrow();
    own.kill();
    String database = own.home().resolve("db/scepter").toString();
    try (Connection connection = embedded(database)) {
      EmbeddedDatabase.execute(
          connection,
          """
          INSERT INTO schema_history (installed_rank, version, description, type, script, checksum,
            installed_by, installed_on, execution_time, success)
          VALUES (9999, '9999', 'next', 'SQL', 'V9999__next.sql', 1, 'scepter',
            CURRENT_TIMESTAMP, 1, TRUE)\
          """);
    }

    String said = own.startInVain();

    assertThat(said)
        .contains("Scepter does not start: the database has schema 9999, this release knows ");
  }
}
