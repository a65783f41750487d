package org.scepter.registrationpoint.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.ForeignCa;

/** Which CAs are Scepter's own, where devices choose their names. */
class IssuerRegistrationsTest {
  private static final ForeignCa HOME = ForeignCa.root("Scepter Root CA");
  private static final ForeignCa ROOT = ForeignCa.root("Corporate Root");
  private static final ForeignCa DEVICES = ROOT.issuing("Corporate Device CA");
  private static final ForeignCa SERVERS = ROOT.issuing("Corporate Server CA");

  @TempDir private Path directory;

  @BeforeEach
  void home() throws IOException {
    Files.writeString(directory.resolve(ScepterHome.MARKER), "version=1\nhome.id=1\n");
    Files.createDirectory(directory.resolve("certificates"));
  }

  private static Der der(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private IssuerRules rules(ForeignCa issuing) {
    return new IssuerRegistrations(
            null, ScepterHome.open(directory), null, new Issuing(issuing), Clock.systemUTC())
        .rules();
  }

  private void certificate(String name, X509Certificate certificate) throws IOException {
    Files.write(directory.resolve("certificates").resolve(name), der(certificate).bytes());
  }

  @Test
  void the_homes_cas_are_no_issuers_of_nodes() throws IOException {
    certificate("ca-root.cer", HOME.certificate());
    certificate("tls-public.cer", SERVERS.certificate());

    IssuerRules rules = rules(HOME);

    assertThat(rules.objection(HOME.certificate())).isPresent();
    assertThat(rules.objection(SERVERS.certificate())).isEmpty();
  }

  @Test
  void nor_is_another_ca_that_issues_to_devices_in_their_place_up_to_its_root() throws IOException {
    certificate("ca-root.cer", HOME.certificate());

    IssuerRules rules = rules(DEVICES);

    assertThat(rules.objection(DEVICES.certificate())).isPresent();
    assertThat(rules.objection(ROOT.certificate())).isPresent();
    assertThat(rules.objection(HOME.certificate())).isPresent();
    assertThat(rules.objection(SERVERS.certificate())).as("a sister").isEmpty();
  }

  @Test
  void a_home_that_names_none_lets_nobody_in() {
    assertThat(rules(DEVICES).objection(SERVERS.certificate())).isPresent();
  }

  /** A CA that is asked who it is, and nothing else. */
  private record Issuing(ForeignCa ca) implements IssuingAuthority {
    @Override
    public List<Der> chain() {
      return ca.chain().stream().map(IssuerRegistrationsTest::der).toList();
    }

    @Override
    public List<CaGeneration> generations() {
      return List.of();
    }

    @Override
    public Issuance issue(Authorised verdict, CertificationRequest request) {
      throw new AssertionError("nothing is issued");
    }

    @Override
    public Optional<Der> nextAuthority() {
      return Optional.empty();
    }

    @Override
    public Optional<Der> requestAttributes(TemplateName template) {
      throw new AssertionError("nobody asks for attributes");
    }

    @Override
    public Optional<Der> certificate(
        EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
      throw new AssertionError("nobody asks for a certificate");
    }

    @Override
    public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
      throw new AssertionError("nobody asks for a list");
    }
  }
}
