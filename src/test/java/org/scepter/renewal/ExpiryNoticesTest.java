package org.scepter.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Logged;

class ExpiryNoticesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final String LOG = ExpiryNoticesTest.class.getName();

  @AutoClose private final Logged log = new Logged(LOG);
  private final ExpiryNotices notices = new ExpiryNotices(System.getLogger(LOG));

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
    assertThat(log.lines()).containsExactly("WARNING tls-public: ends soon");

    notices.tell(warning("ends soon"), NOW.plus(Duration.ofHours(24)));
    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void what_changes_or_comes_back_is_told_at_once() {
    notices.tell(warning("ends soon"), NOW);
    notices.tell(warning("has expired"), NOW.plusSeconds(1));
    notices.tell(warning(), NOW.plusSeconds(2));
    notices.tell(warning("has expired"), NOW.plusSeconds(3));

    assertThat(log.lines())
        .containsExactly(
            "WARNING tls-public: ends soon",
            "WARNING tls-public: has expired",
            "WARNING tls-public: has expired");
  }
}
