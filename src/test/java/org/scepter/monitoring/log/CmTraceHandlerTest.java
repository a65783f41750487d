package org.scepter.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.pki.TransactionId;
import org.scepter.platform.CurrentTransaction;

class CmTraceHandlerTest {
  @TempDir private Path home;

  private final Logger logger = Logger.getLogger("scepter.test");
  private CmTraceHandler handler;
  private Path file;

  @BeforeEach
  void attach() {
    file = home.resolve("logs/test.log");
    handler = new CmTraceHandler(file, "test", 2_000, ZoneOffset.UTC);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void detach() {
    logger.removeHandler(handler);
    handler.close();
  }

  @Test
  void what_is_said_arrives_with_its_parameters() throws IOException {
    logger.log(Level.WARNING, "status was {0}", 4);

    assertThat(Files.readString(file))
        .startsWith("<![LOG[status was 4]LOG]!>")
        .contains(" type=\"2\" ", " component=\"test\" ", "file=\"CmTraceHandlerTest.java:")
        .endsWith(">\r\n");
  }

  @Test
  void a_stack_trace_keeps_its_lines_and_its_message_none() throws IOException {
    logger.log(
        Level.SEVERE,
        "failed",
        new IllegalStateException("CN=\r\n]LOG]!>", new IOException("inner")));

    String entry = Files.readString(file);
    assertThat(entry)
        .contains("IllegalStateException: CN=\\r\\n]LOG]!\\u003e\r\n\tat ")
        .contains("\r\nCaused by: java.io.IOException: inner");
    assertThat(entry.indexOf("]LOG]!>")).isEqualTo(entry.lastIndexOf("]LOG]!>"));
  }

  @Test
  void a_full_file_becomes_the_old_one() throws IOException {
    for (int i = 0; i < 40; i++) {
      logger.info("line " + i);
    }

    List<String> old = Files.readAllLines(home.resolve("logs/test.lo_"));
    List<String> now = Files.readAllLines(file);
    assertThat(old).isNotEmpty();
    assertThat(now).last().asString().contains("line 39");
    assertThat(Files.size(home.resolve("logs/test.lo_"))).isLessThan(2_300);
  }

  @Test
  void a_record_without_text_or_source_is_written() throws IOException {
    LogRecord record = new LogRecord(Level.INFO, null);
    record.setSourceClassName(null);
    handler.publish(record);

    assertThat(Files.readString(file)).startsWith("<![LOG[]LOG]!>");
  }

  @Test
  void a_file_that_cannot_be_written_stops_nobody_and_comes_back() throws IOException {
    Files.createDirectories(file);
    logger.info("lost");
    Files.delete(file);
    logger.info("back");

    assertThat(Files.readAllLines(file)).singleElement().asString().contains("back");
  }

  @Test
  void each_line_names_the_transaction_at_hand() throws IOException {
    CurrentTransaction.during(
        new TransactionId("A1"),
        () -> {
          logger.info("within");
          return null;
        });
    logger.info("after");

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            within -> assertThat(within).contains("within", " context=\"A1\" "),
            after -> assertThat(after).contains("after", " context=\"\" "));
  }
}
