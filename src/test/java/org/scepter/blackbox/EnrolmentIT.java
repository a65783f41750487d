package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.ScepClient;

/** The main job: all eight steps, from a profile to a certificate on a device. */
@OnServer
class EnrolmentIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final CaCertificates ca = server.scep().caCertificates();

  @Test
  void ndes_says_what_it_can_do_and_nothing_else() {
    assertThat(server.scep().capabilities())
        .isEqualTo(
            Set.of(
                "POSTPKIOperation",
                "Renewal",
                "SHA-512",
                "SHA-384",
                "SHA-256",
                "SHA-1",
                "DES3",
                "AES",
                "SCEPStandard"));
  }

  @Test
  void ndes_hands_out_the_ra_certificates_and_the_chain_to_the_root() {
    assertThat(ca.all()).hasSize(4).doesNotHaveDuplicates();
    assertThat(ca.all().get(0)).isEqualTo(ca.signing());
    assertThat(ca.all().get(1)).isEqualTo(ca.encryption());
    assertThat(ca.signing().getKeyUsage()[2]).as("signing may not encipher").isFalse();
    assertThat(ca.encryption().getKeyUsage()[0]).as("encryption may not sign").isFalse();
    assertThat(server.roots()).contains(ca.root());
    Chain.requireValid(ca.signing(), ca);
    Chain.requireValid(ca.encryption(), ca);
  }

  @Test
  void all_eight_steps_give_the_certificate_that_the_profile_describes() throws Exception {
    Device device = site.deployedDevice();
    Policy policy = device.checkIn();
    assertThat(policy.state()).isEqualTo("challenge");
    assertThat(policy.challenge()).hasValueSatisfying(it -> assertThat(it).matches("[0-9a-f]{64}"));
    requirePinsOfTheRootIn(policy);

    X509Certificate certificate = device.enrol(policy).certificate();

    assertThat(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()))
        .hasToString("CN=" + device.name() + ",O=Example");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(2, device.name() + ".example.test"));
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, true, false, false, false, false, false, false);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getSigAlgName()).isIn("SHA256withRSA", "SHA256withECDSA");
    assertThat(certificate.getSerialNumber().bitLength()).isBetween(40, 160);
    Chain.requireValid(certificate, ca);
  }

  private void requirePinsOfTheRootIn(Policy policy) throws Exception {
    byte[] root = ca.root().getEncoded();
    JsonObject shown = policy.json().getJsonObject("root");
    assertThat(java.util.Base64.getMimeDecoder().decode(shown.getString("der"))).isEqualTo(root);
    assertThat(shown.getString("sha1")).isEqualToIgnoringCase(hex(Digest.SHA1.of(root)));
    assertThat(shown.getString("sha256")).isEqualToIgnoringCase(hex(Digest.SHA256.of(root)));
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  @Test
  void a_certificate_lives_as_long_as_the_profile_says_and_starts_a_little_early() {
    X509Certificate certificate = site.deployedDevice().enrol().certificate();

    Instant now = Instant.now();
    assertThat(certificate.getNotBefore().toInstant())
        .isBefore(now.minus(Duration.ofMinutes(1)))
        .isAfter(now.minus(Duration.ofDays(2)));
    assertThat(certificate.getNotAfter().toInstant())
        .isBetween(now.plus(363, ChronoUnit.DAYS), now.plus(367, ChronoUnit.DAYS));
  }

  @Test
  void subject_and_authority_key_identifiers_stand_in_the_certificate() throws Exception {
    X509Certificate certificate = site.deployedDevice().enrol().certificate();
    X509Certificate issuer = ca.issuerOf(certificate);

    byte[] authority =
        org.bouncycastle.asn1.x509.AuthorityKeyIdentifier.getInstance(
                JcaX509ExtensionUtils.parseExtensionValue(
                    certificate.getExtensionValue("2.5.29.35")))
            .getKeyIdentifierOctets();
    byte[] issuersOwn =
        org.bouncycastle.asn1.x509.SubjectKeyIdentifier.getInstance(
                JcaX509ExtensionUtils.parseExtensionValue(issuer.getExtensionValue("2.5.29.14")))
            .getKeyIdentifier();
    assertThat(authority).isEqualTo(issuersOwn);
    assertThat(certificate.getExtensionValue("2.5.29.14")).isNotNull();
  }

  @Test
  void openssl_accepts_the_certificate(@TempDir Path directory) {
    assumeTrue(Command.exists("openssl"), "openssl is not installed");
    X509Certificate certificate = site.deployedDevice().enrol().certificate();

    Command.Result result =
        Command.run(
            directory,
            Map.of(),
            List.of(
                "openssl",
                "verify",
                "-x509_strict",
                "-purpose",
                "sslclient",
                "-CAfile",
                Chain.pem(directory.resolve("root.pem"), List.of(ca.root())).toString(),
                "-untrusted",
                Chain.pem(directory.resolve("ca.pem"), ca.intermediates()).toString(),
                Chain.pem(directory.resolve("device.pem"), List.of(certificate)).toString()));

    assertThat(result.expectSuccess().text()).contains("device.pem: OK");
  }

  @Test
  void the_site_learns_what_was_delivered() throws Exception {
    Device device = site.deployedDevice();
    X509Certificate certificate = device.enrol().certificate();

    String shown = device.shown().toString().toLowerCase(java.util.Locale.ROOT);
    assertThat(shown).contains("\"state\":\"issued\"");
    assertThat(shown).contains(hex(Digest.SHA1.of(certificate.getEncoded())));
    assertThat(shown).contains(certificate.getSerialNumber().toString(16));
    assertThat(device.checkIn().state()).isEqualTo("issued");
    assertThat(device.checkIn().challenge()).isEmpty();
  }

  @Test
  void the_ca_shows_the_certificate_that_the_device_has() throws Exception {
    Device device = site.deployedDevice();
    Enrolment enrolment = device.enrol();

    assertThat(site.serialNumbersFor(device.name()))
        .singleElement()
        .asString()
        .isEqualToIgnoringCase(enrolment.serialHex());
    String pem =
        site.get("certificates/" + enrolment.serialHex(), "application/x-pem-file")
            .expect(200)
            .text();
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new java.io.ByteArrayInputStream(
                        pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
        .isEqualTo(enrolment.certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "ScepterDeviceSignature, digitalSignature, 128",
    "ScepterDeviceEncryption, keyEncipherment, 32"
  })
  void the_key_usage_selects_the_template(String template, String usage, int mask) {
    Device device =
        site.profile(
                site.profileJson()
                    .add("templateName", template)
                    .add("keyUsage", SiteClient.array(List.of(usage)))
                    .build())
            .deployedDevice();
    Policy policy = device.checkIn();
    assertThat(policy.keyUsage()).isEqualTo(mask);

    X509Certificate certificate = device.enrol(policy).certificate();

    assertThat(certificate.getKeyUsage()[0]).isEqualTo(mask == 0x80);
    assertThat(certificate.getKeyUsage()[2]).isEqualTo(mask == 0x20);
  }

  @ParameterizedTest
  @CsvSource({
    "/certsrv/mscep/mscep.dll",
    "/CertSrv/MSCEP/mscep.dll",
    "/certsrv/mscep/mscep.dll/",
    "/certsrv/mscep/mscep.dll/pkiclient.exe",
    "/CERTSRV/MSCEP/MSCEP.DLL/PKICLIENT.EXE",
    "/certsrv/mscep/mscep.dll/pkiclient.exe/",
    "/certsrv/mscep",
    "/certsrv/mscep/",
    "/scep/mscep",
    "/Scep/Mscep"
  })
  void a_device_enrols_at_every_path_in_any_case_on_both_public_listeners(String path) {
    for (URI listener : List.of(server.http(), server.https())) {
      ScepClient client = server.scep(listener, path);
      Device device = site.deployedDevice();
      Policy policy = device.checkIn();
      java.security.KeyPair key = org.scepter.testing.scep.TestKeys.rsa();

      assertThat(client.capabilities()).contains("SCEPStandard");
      assertThat(client.post(policy.message(server, key)).certificate().getPublicKey())
          .isEqualTo(key.getPublic());
    }
  }

  @Test
  void the_url_of_the_policy_is_the_one_that_devices_reach() {
    Policy policy = site.deployedDevice().checkIn();

    assertThat(policy.url()).isEqualTo(URI.create(server.https() + TestServer.MSCEP));
  }

  @Test
  void the_crl_distribution_point_resolves_to_a_crl_of_the_issuer() throws Exception {
    X509Certificate certificate = site.deployedDevice().enrol().certificate();
    CRLDistPoint points =
        CRLDistPoint.getInstance(
            JcaX509ExtensionUtils.parseExtensionValue(certificate.getExtensionValue("2.5.29.31")));
    GeneralNames names =
        GeneralNames.getInstance(
            points.getDistributionPoints()[0].getDistributionPoint().getName());
    HttpResponse<byte[]> answer = fetch(names.getNames()[0].getName().toString());

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/pkix-crl");
    X509CRL crl =
        (X509CRL)
            CertificateFactory.getInstance("X.509")
                .generateCRL(new java.io.ByteArrayInputStream(answer.body()));
    crl.verify(ca.issuerOf(certificate).getPublicKey());
    assertThat(crl.getNextUpdate().toInstant()).isAfter(Instant.now());
    assertThat(crl.isRevoked(certificate)).isFalse();
  }

  @Test
  void the_authority_information_resolves_to_the_issuer() throws Exception {
    X509Certificate certificate = site.deployedDevice().enrol().certificate();
    AccessDescription[] access =
        AuthorityInformationAccess.getInstance(
                JcaX509ExtensionUtils.parseExtensionValue(
                    certificate.getExtensionValue("1.3.6.1.5.5.7.1.1")))
            .getAccessDescriptions();
    AccessDescription issuers =
        java.util.Arrays.stream(access)
            .filter(each -> AccessDescription.id_ad_caIssuers.equals(each.getAccessMethod()))
            .findFirst()
            .orElseThrow();
    HttpResponse<byte[]> answer = fetch(issuers.getAccessLocation().getName().toString());

    assertThat(CaCertificates.certificate(answer.body())).isEqualTo(ca.issuerOf(certificate));
  }

  private HttpResponse<byte[]> fetch(String url) throws Exception {
    assertThat(url).startsWith("http://");
    HttpResponse<byte[]> answer =
        server
            .client()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer;
  }
}
