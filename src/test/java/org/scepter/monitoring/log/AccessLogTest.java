package org.scepter.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  @TempDir private Path logs;

  @Test
  void each_day_in_utc_has_its_file_with_its_header() throws IOException {
    AccessLog log = new AccessLog(logs);
    log.append(line("2026-11-23T23:59:59.999Z", "/first"));
    log.append(line("2026-11-24T00:00:00Z", "/second"));
    log.append(line("2026-11-24T00:00:01Z", "/third"));
    log.close();

    assertThat(Files.readAllLines(logs.resolve("access-2026-11-23.log")))
        .hasSize(4)
        .startsWith("#Software: Scepter", "#Version: 1.0")
        .last()
        .asString()
        .contains(" /first ");
    assertThat(Files.readAllLines(logs.resolve("access-2026-11-24.log"))).hasSize(5);
  }

  @Test
  void a_restart_goes_on_in_the_same_file() throws IOException {
    for (int i = 0; i < 2; i++) {
      AccessLog log = new AccessLog(logs);
      log.append(line("2026-11-23T10:00:00Z", "/" + i));
      log.close();
    }

    assertThat(Files.readAllLines(logs.resolve("access-2026-11-23.log"))).hasSize(5);
  }

  @Test
  void lines_of_many_threads_stay_whole() throws Exception {
    AccessLog log = new AccessLog(logs);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 2000; i++) {
      String path = "/" + "x".repeat(i % 50);
      threads.execute(() -> log.append(line("2026-11-23T10:00:00Z", path)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    log.close();

    List<String> lines = Files.readAllLines(logs.resolve("access-2026-11-23.log"));
    assertThat(lines).hasSize(2003);
    assertThat(lines.subList(3, 2003)).allMatch(line -> line.matches("2026\\S+ \\S+ .* 200 0 0 1"));
  }

  @Test
  void a_directory_that_cannot_be_made_fails_no_request() throws IOException {
    Path blocked = Files.createFile(logs.resolve("file")).resolve("logs");
    AccessLog log = new AccessLog(blocked);

    log.append(line("2026-11-23T10:00:00Z", "/"));
    log.append(line("2026-11-23T10:00:00Z", "/"));

    assertThat(blocked.getParent()).isEmptyFile();
  }

  private static AccessLine line(String end, String path) {
    return new AccessLine(
        Instant.parse(end), "::1", 8443, "GET", path, null, null, "::1", null, null, 200, 1);
  }
}
