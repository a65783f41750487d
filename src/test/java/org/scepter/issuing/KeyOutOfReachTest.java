package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Unreachable;
import org.scepter.pki.CertificationRequest;
import org.scepter.platform.keys.KeyHolders;

/** The CA's key lies in a module that comes and goes. */
class KeyOutOfReachTest {
  private static final CertificationRequest REQUEST = Given.request(Given.rsa(2048));
  @TempDir private static Path directory;

  private final RecordsInMemory records = new RecordsInMemory();
  private final Heard heard = new Heard();
  private final Module module = new Module();

  /** Bouncy Castle's algorithms, as long as somebody has plugged it in. */
  private static final class Module extends Provider {
    private static final long serialVersionUID = 1;
    private transient boolean isGone;

    Module() {
      super("Module", "1", "a key module of the test");
    }

    @Override
    public Service getService(String type, String algorithm) {
      if (isGone && type.equals("Signature")) {
        throw new ProviderException("the module is gone");
      }
      return Given.PROVIDER.getService(type, algorithm);
    }
  }

  private LocalIssuingAuthority authority() {
    Clock clock = Clock.fixed(Given.NOW, ZoneOffset.UTC);
    AuthorityKeys keys =
        new AuthorityKeys(
            Given.home(directory.resolve("home"), "init.root.key-type=rsa-2048"),
            KeyHolders.by(module),
            clock);
    keys.issuing();
    return new LocalIssuingAuthority(
        keys,
        Given.settings(),
        Given.templates(),
        new RecordedIssuance(records, keys, clock, heard),
        null,
        new SecureRandom(),
        clock);
  }

  private static BigInteger serial(Issuance issuance) throws CertificateException {
    assertThat(issuance).isInstanceOf(Issued.class);
    return ((X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new java.io.ByteArrayInputStream(((Issued) issuance).certificate().bytes())))
        .getSerialNumber();
  }

  @Test
  void while_it_is_gone_the_ca_is_unreachable_and_what_it_recorded_is_signed_afterwards()
      throws Exception {
    Given.Change change = Given.authorised(REQUEST);
    LocalIssuingAuthority authority = authority();

    module.isGone = true;
    List<Issuance> meanwhile =
        List.of(authority.issue(change.make(), REQUEST), authority.issue(change.make(), REQUEST));
    assertThat(meanwhile).hasOnlyElementsOfType(Unreachable.class);
    assertThat(records.rows).hasSize(1);
    assertThat(records.completed).isZero();
    assertThat(heard.all()).isEmpty();

    module.isGone = false;
    assertThat(serial(authority.issue(change.make(), REQUEST)))
        .isEqualTo(records.rows.get(change.id).serial().value());
    assertThat(records.rows).hasSize(1);
    assertThat(records.completed).isOne();
  }
}
