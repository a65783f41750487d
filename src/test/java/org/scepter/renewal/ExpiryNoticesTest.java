package org.scepter.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ExpiryNoticesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final ExpiryNotices notices = new ExpiryNotices(new Lines(lines));

  private static List<CertificateStatus> warning(String... texts) {
    OwnCertificate own =
        OwnCertificate.unreadable(
            "tls-public",
            Path.of("public.p12"),
            "",
            OwnCertificate.Renewal.OPERATOR,
            Optional.empty());
    return List.of(new CertificateStatus(own, Optional.empty(), Optional.empty(), List.of(texts)));
  }

  @Test
  void a_warning_is_told_once_a_day() {
    notices.tell(warning("ends soon"), NOW);
    notices.tell(warning("ends soon"), NOW.plus(Duration.ofHours(23)));
    assertThat(lines).containsExactly("tls-public: ends soon");

    notices.tell(warning("ends soon"), NOW.plus(Duration.ofHours(24)));
    assertThat(lines).hasSize(2);
  }

  @Test
  void what_changes_or_comes_back_is_told_at_once() {
    notices.tell(warning("ends soon"), NOW);
    notices.tell(warning("has expired"), NOW.plusSeconds(1));
    notices.tell(warning(), NOW.plusSeconds(2));
    notices.tell(warning("has expired"), NOW.plusSeconds(3));

    assertThat(lines)
        .containsExactly(
            "tls-public: ends soon", "tls-public: has expired", "tls-public: has expired");
  }

  /** Keeps warnings. */
  private record Lines(List<String> kept) implements System.Logger {
    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      kept.add(text);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      assertThat(level).isEqualTo(Level.WARNING);
      kept.add(format);
    }
  }
}
