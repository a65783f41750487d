package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.renewal.OwnCertificate;
import org.scepter.renewal.OwnCertificates;
import org.scepter.testing.SetClock;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

class CertificateEndsTest {
  private static final X509Certificate CERTIFICATE =
      Signer.selfSigned(TestKeys.rsa(), "CN=localhost").certificate();

  private final SetClock clock = new SetClock(Instant.parse("2026-11-26T10:00:00Z"));
  private final Files files = new Files();
  private final CertificateEnds ends = new CertificateEnds(files, clock);

  /** One file that can be read and one that cannot. */
  private static final class Files extends OwnCertificates {
    private int looks;

    Files() {
      super(null, null, null);
    }

    @Override
    public List<OwnCertificate> all() {
      looks++;
      return List.of(
          own("tls-public", Optional.of(CERTIFICATE)), own("tls-internal", Optional.empty()));
    }

    private static OwnCertificate own(String name, Optional<X509Certificate> certificate) {
      return new OwnCertificate(
          name,
          Path.of(name + ".p12"),
          certificate,
          "",
          OwnCertificate.Renewal.ITSELF,
          Optional.empty());
    }
  }

  @Test
  void the_end_of_each_certificate_that_can_be_read_is_told() {
    assertThat(ends.all())
        .containsOnlyKeys("tls-public")
        .containsEntry("tls-public", CERTIFICATE.getNotAfter().toInstant());
  }

  @Test
  void however_often_it_is_asked_files_are_opened_once_a_minute() {
    for (int i = 0; i < 100; i++) {
      ends.all();
    }
    assertThat(files.looks).isOne();

    clock.pass(Duration.ofMinutes(1));
    ends.all();
    assertThat(files.looks).isEqualTo(2);
  }
}
