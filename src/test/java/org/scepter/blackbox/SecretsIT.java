package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.HandedOut;
import org.scepter.testing.OnServer;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Sought;
import org.scepter.testing.TestServer;

/**
 * Runs last: what was handed out during the whole suite lies nowhere in the clear, neither in the
 * database nor in any log of home or server.
 */
@OnServer
@Isolated("which JUnit runs when all others have ended")
class SecretsIT {
  private final TestServer server = TestServer.running();

  /** Each form of each secret, with the secret's number. */
  private static Map<String, Integer> formsOf(List<String> all) {
    assertThat(all).isNotEmpty();
    Map<String, Integer> forms = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      for (String form : formsOf(all.get(i))) {
        forms.put(form, i);
      }
    }
    return forms;
  }

  /** A secret as it is, and as base64 at each alignment. */
  private static List<String> formsOf(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>(List.of(secret));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      int start = before == 0 ? 0 : 4;
      forms.add(base64.substring(start, base64.length() - 4));
    }
    return forms;
  }

  private static void requireNoSecretIn(String where, String text) {
    Map<String, Integer> secrets = formsOf(List.copyOf(HandedOut.all()));
    Optional<String> found = new Sought(secrets.keySet()).foundIn(text);
    // The assertion's message must not become a log that holds the secret.
    assertThat(found.map(secrets::get)).as("secret's number in %s", where).isEmpty();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void no_secret_that_was_handed_out_is_in_the_database() {
    Device canary = server.site().deployedDevice();
    canary.enrol();
    Path database = server.home().resolve("db");
    assumeTrue(postgresql().isEmpty(), "the database is not in the home; its dump is searched");

    String all = String.join("", files(database).stream().map(SecretsIT::text).toList());

    assertThat(all).as("the search can find what is there").contains(canary.name());
    requireNoSecretIn("the database's files", all);
  }

  @Test
  void no_secret_that_was_handed_out_is_in_the_databases_dump(@TempDir Path directory)
      throws IOException {
    Device canary = server.site().deployedDevice();
    canary.enrol();
    Path dump = directory.resolve("dump.sql");
    if (postgresql().isPresent()) {
      dumpPostgresql(postgresql().get(), directory, dump);
    } else {
      dumpH2(directory, dump);
    }

    assertThat(text(dump)).as("the dump holds the data").contains(canary.name());
    requireNoSecretIn("the database's dump", text(dump));
  }

  /** The database's URL where the data are in PostgreSQL. */
  private static Optional<String> postgresql() {
    return Optional.ofNullable(System.getenv("SCEPTER_DATABASE_URL"));
  }

  private static void dumpPostgresql(String url, Path directory, Path dump) throws IOException {
    String password =
        Files.readString(Path.of(System.getenv("SCEPTER_DATABASE_PASSWORD_FILE"))).strip();
    Command.run(
            directory,
            Map.of("PGPASSWORD", password),
            List.of(
                "pg_dump",
                "--dbname=" + url.replaceFirst("^jdbc:", ""),
                "--username=" + System.getenv("SCEPTER_DATABASE_USER"),
                "--file=" + dump))
        .expectSuccess();
  }

  private void dumpH2(Path directory, Path dump) {
    Optional<Path> h2 = h2Jar();
    assumeTrue(h2.isPresent(), "no H2 beside the server");
    OwnServer.copy(server.home().resolve("db"), directory.resolve("db"));
    Command.run(
            directory,
            Map.of(),
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                h2.orElseThrow().toString(),
                "org.h2.tools.Script",
                "-url",
                "jdbc:h2:file:"
                    + directory.resolve("db/scepter")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                "-user",
                "scepter",
                "-script",
                dump.toString()))
        .expectSuccess();
  }

  private static Optional<Path> h2Jar() {
    return Optional.ofNullable(System.getProperty("scepter.test.wildfly"))
        .map(wildfly -> Path.of(wildfly, "modules"))
        .flatMap(
            modules ->
                files(modules).stream()
                    .filter(each -> each.getFileName().toString().matches("h2-[0-9.]+.*\\.jar"))
                    .findFirst());
  }

  @Test
  void no_secret_that_was_handed_out_is_in_any_log() {
    Device canary = server.site().deployedDevice();
    canary.enrol();
    List<Path> logs = new ArrayList<>(files(server.home().resolve("logs")));
    Stream.of(
            Optional.ofNullable(System.getProperty("scepter.test.wildfly"))
                .map(wildfly -> Path.of(wildfly, "standalone/log")),
            Optional.of(Path.of("target/crash-server/standalone/log")),
            Optional.of(Path.of("target/restart-server/standalone/log")),
            Optional.of(Path.of("target/killed-server/standalone/log")),
            Optional.of(Path.of("target/crash-server/home/logs")),
            Optional.of(Path.of("target/killed-server/home/logs")),
            Optional.of(Path.of("target/restart-server/home/logs")))
        .flatMap(Optional::stream)
        .filter(Files::isDirectory)
        .forEach(directory -> logs.addAll(files(directory)));

    assertThat(logs).isNotEmpty();
    assertThat(logs.stream().map(SecretsIT::text))
        .as("the search can find what is there")
        .anyMatch(text -> text.contains(canary.name()));
    logs.forEach(each -> requireNoSecretIn(each.toString(), text(each)));
  }

  @Test
  void what_holds_secrets_is_its_owners_alone() throws IOException {
    for (String file :
        List.of("secrets/admin.password", "secrets/keystore.password", "secrets/hmac.key")) {
      assertThat(Files.getPosixFilePermissions(server.home().resolve(file)))
          .as(file)
          .allMatch(permission -> permission.name().startsWith("OWNER"));
    }
    assertThat(Files.getPosixFilePermissions(server.home()))
        .allMatch(permission -> permission.name().startsWith("OWNER"));
  }
}
