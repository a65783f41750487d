package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/** Records the certificates that initialisation made, before there was a database. */
@ApplicationScoped
public class InfrastructureImport {
  private static final System.Logger LOG = System.getLogger(InfrastructureImport.class.getName());

  private final ScepterHome home;
  private final AuthorityKeys keys;
  private final CertificateRecords records;
  private final Clock clock;
  private final Event<Happening> happenings;

  InfrastructureImport() {
    this(null, null, null, null, null);
  }

  @Inject
  public InfrastructureImport(
      ScepterHome home,
      AuthorityKeys keys,
      CertificateRecords records,
      Clock clock,
      Event<Happening> happenings) {
    this.home = home;
    this.keys = keys;
    this.records = records;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** Takes every certificate of the home that one of its CAs has signed and that is not there. */
  @Transactional
  public void takeAll() {
    try (Stream<Path> files = Files.list(home.resolve("certificates"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cer")).sorted().toList()) {
        take(file);
      }
    } catch (IOException e) {
      throw new UnusableHomeException("certificates cannot be read: " + e.getMessage());
    }
  }

  private void take(Path file) throws IOException {
    Der der = Der.of(Files.readAllBytes(file));
    try {
      X509Certificate certificate = X509.certificate(der);
      for (AuthorityKeys.Authority ca : authorities()) {
        if (ca.issuer().hasSigned(certificate)) {
          take(file, certificate, der, ca.certificate().thumbprint());
          return;
        }
      }
      LOG.log(System.Logger.Level.WARNING, file + " is not from this CA; not recorded");
    } catch (GeneralSecurityException | UnreadableException e) {
      throw new UnusableHomeException(file + " is no certificate: " + e.getMessage());
    }
  }

  private List<AuthorityKeys.Authority> authorities() {
    return Stream.concat(
            Stream.of(keys.root()), keys.published().stream().map(Generation::authority))
        .toList();
  }

  private void take(Path file, X509Certificate certificate, Der der, Thumbprint issuer)
      throws UnreadableException {
    String name = file.getFileName().toString().replaceAll("\\.cer$", "");
    InfrastructureCertificate taken =
        new InfrastructureCertificate(
            name,
            issuer,
            new SerialNumber(certificate.getSerialNumber()),
            SubjectName.fromDer(certificate.getSubjectX500Principal().getEncoded()),
            Der.of(certificate.getPublicKey().getEncoded()).sha256(),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant(),
            der);
    if (records.recordInfrastructure(taken, clock.instant())) {
      happenings.fire(
          Happening.done(
              "infrastructure.record", "certificate:" + taken.serial().hex() + " " + name, ""));
    }
  }
}
