package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.CaKind;
import org.scepter.testing.Chain;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.Issued;
import org.scepter.testing.OnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;

/** A home whose root and issuing CA have EC keys; the RA's stay RSA, and so do the devices'. */
@OnServer
class EcAuthorityIT {
  @TempDir private Path directory;
  private final TestServer server = CaKind.EC.server();
  private final CaCertificates ca = server.scep().caCertificates();

  private static void requireSignedByEc(X509Certificate certificate, CaCertificates ca) {
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(ca.issuerOf(certificate).getPublicKey()).isInstanceOf(ECPublicKey.class);
    Chain.requireValid(certificate, ca);
  }

  @Test
  void the_cas_keys_are_ec_and_the_ras_are_rsa() {
    assertThat(ca.root().getPublicKey()).isInstanceOf(ECPublicKey.class);
    assertThat(ca.intermediates())
        .allSatisfy(each -> assertThat(each.getPublicKey()).isInstanceOf(ECPublicKey.class));
    assertThat(List.of(ca.signing(), ca.encryption()))
        .allSatisfy(each -> assertThat(each.getPublicKey().getAlgorithm()).isEqualTo("RSA"));
  }

  @Test
  void an_rsa_requester_enrols() {
    Device device = server.site().deployedDevice();

    Enrolment enrolment = device.enrol();

    requireSignedByEc(enrolment.certificate(), ca);
    assertThat(enrolment.certificate().getPublicKey()).isEqualTo(enrolment.key().getPublic());
    assertThat(device.checkIn().state()).isEqualTo("issued");
  }

  @Test
  void its_crl_is_signed_by_ec_and_names_what_was_revoked() throws Exception {
    Enrolment enrolment = server.site().deployedDevice().enrol();
    X509Certificate certificate = enrolment.certificate();

    server
        .site()
        .post(
            "certificates/" + enrolment.serialHex() + "/revoke",
            Json.createObjectBuilder().add("reason", "keyCompromise").build())
        .expect(204);

    Eventually.until(
        "the CRL names the certificate",
        Duration.ofSeconds(30),
        () -> PublishedCrl.of(server, certificate).crl().isRevoked(certificate));
    PublishedCrl.of(server, certificate).crl().verify(ca.issuerOf(certificate).getPublicKey());
  }

  @Test
  void get_cert_and_get_crl_are_answered() {
    Enrolment enrolment = server.site().deployedDevice().enrol();
    X509Certificate certificate = enrolment.certificate();
    Signer owner = new Signer(enrolment.key().getPrivate(), certificate);

    CertRep found = server.scep().post(PkiMessage.getCert(certificate, ca.encryption(), owner));
    CertRep crl = server.scep().post(PkiMessage.getCrl(certificate, ca.encryption(), owner));

    assertThat(found.certificates()).containsExactly(certificate);
    assertThat(crl.revocationLists()).hasSize(1);
  }

  @Test
  void openssl_accepts_chain_and_crl() {
    X509Certificate certificate = server.site().deployedDevice().enrol().certificate();

    new Issued(certificate, server).requireVerifiedByOpenssl(directory);
  }
}
