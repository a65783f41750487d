package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

class ScepterCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final List<String> SETTINGS =
      List.of(
          "init.public-url=https://scep.example.test",
          "init.internal-name=inside.example.test",
          "init.organisation=Example",
          "init.root.key-type=ec-p384",
          "init.issuing.key-type=ec-p256",
          "init.tls.key-type=ec-p256",
          "init.issuing.lifetime=P3Y");

  @TempDir private static Path directory;
  private static Path home;
  private static Run first;

  private record Run(int status, String out, String err) {}

  @BeforeAll
  static void make() {
    home = directory.resolve("deep/home");
    first = init(home, SETTINGS);
  }

  private static Run init(Path at, List<String> settings) {
    List<String> words = new ArrayList<>(List.of("init", "--home", at.toString()));
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    return run(words);
  }

  private static Run run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Clock clock = Clock.fixed(NOW, java.time.ZoneOffset.UTC);
    int status =
        new ScepterCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                clock)
            .run(words);
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static X509Certificate certificate(String name) throws Exception {
    try (var in = Files.newInputStream(home.resolve("certificates/" + name + ".cer"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Test
  void init_says_where_things_are_and_the_fingerprints() throws Exception {
    assertThat(first.status()).isZero();
    assertThat(first.err()).isEmpty();
    byte[] root = Files.readAllBytes(home.resolve("certificates/ca-root.cer"));
    assertThat(first.out())
        .contains(home.resolve("secrets/admin.password").toString())
        .contains(org.scepter.pki.Sha256.of(root).fingerprint());
  }

  @Test
  void everything_is_its_owners_alone() throws IOException {
    try (Stream<Path> tree = Files.walk(home)) {
      assertThat(tree)
          .hasSizeGreaterThan(30)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void the_application_can_open_the_home() {
    ScepterHome opened = ScepterHome.open(home);
    assertThat(opened.id()).matches("[0-9a-f]{32}");
    assertThat(opened.publicUrl()).isEqualTo("https://scep.example.test");
    assertThat(opened.publicHttpUrl()).isEqualTo("http://scep.example.test");
    assertThat(opened.hmacKey()).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource({
    "ca/root,                86, '',                       1",
    "ca/issuing,             86, '',                       2",
    "ra/signing,             80, 1.3.6.1.4.1.311.20.2.1,   3",
    "ra/decryption,          20, 1.3.6.1.4.1.311.20.2.1,   3",
    "crp/authorisation,      80, '',                       3",
    "ndes/policy-module,     80, 1.3.6.1.5.5.7.3.2,        3",
    "ocsp/issuing,           80, 1.3.6.1.5.5.7.3.9,        3",
    "tls/public,             80, 1.3.6.1.5.5.7.3.1,        3",
    "tls/internal,           80, 1.3.6.1.5.5.7.3.1,        3"
  })
  void each_key_store_holds_a_key_for_its_purpose(
      String file, String usage, String purpose, int chain) throws Exception {
    KeyEntry entry = ScepterHome.open(home).key(file + ".p12");
    X509Certificate certificate = entry.certificate();
    assertThat(entry.alias()).isEqualTo(file.substring(file.indexOf('/') + 1));
    assertThat(entry.chain()).hasSize(chain);
    assertThat(certificate).isEqualTo(certificate(file.replace('/', '-')));
    assertThat(Integer.toHexString(bits(certificate.getKeyUsage()))).isEqualTo(usage);
    assertThat(certificate.getExtendedKeyUsage())
        .isEqualTo(purpose.isEmpty() ? null : List.of(purpose));
    assertThat(certificate.getSerialNumber().bitLength()).isGreaterThanOrEqualTo(64);
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
    assertThat(signsFor(entry)).isTrue();
  }

  private static int bits(boolean[] usage) {
    int bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= usage[i] ? 0x80 >> i : 0;
    }
    return bits;
  }

  private static boolean signsFor(KeyEntry entry) throws Exception {
    String algorithm =
        entry.privateKey().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(entry.privateKey());
    byte[] signed = signature.sign();
    signature.initVerify(entry.certificate().getPublicKey());
    return signature.verify(signed);
  }

  @ParameterizedTest
  @CsvSource({
    "ca-issuing",
    "ra-signing",
    "ra-decryption",
    "crp-authorisation",
    "ndes-policy-module",
    "tls-public",
    "tls-internal"
  })
  void each_certificate_leads_to_the_root(String name) throws Exception {
    List<X509Certificate> path =
        name.equals("ca-issuing")
            ? List.of(certificate(name))
            : List.of(certificate(name), certificate("ca-issuing"));
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(certificate("ca-root"), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    String issuer = name.equals("ca-issuing") ? "root" : "issuing";
    assertThat(crlOf(certificate(name)))
        .isEqualTo("http://scep.example.test/crl/" + issuer + ".crl");
  }

  private static String crlOf(X509Certificate certificate) throws Exception {
    CRLDistPoint points =
        CRLDistPoint.fromExtensions(
            new X509CertificateHolder(certificate.getEncoded()).getExtensions());
    return org.bouncycastle.asn1.x509.GeneralNames.getInstance(
            points.getDistributionPoints()[0].getDistributionPoint().getName())
        .getNames()[0]
        .getName()
        .toString();
  }

  @Test
  void the_cas_know_their_place() throws Exception {
    assertThat(certificate("ca-root").getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate("ca-issuing").getBasicConstraints()).isZero();
    assertThat(certificate("tls-public").getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate("ca-root").getExtensionValue(Extension.cRLDistributionPoints.getId()))
        .isNull();
    // clipped to the CA's own end
    assertThat(certificate("ra-signing").getNotAfter())
        .isEqualTo(certificate("ca-issuing").getNotAfter());
    assertThat(certificate("tls-public").getSubjectAlternativeNames())
        .containsExactly(
            Arrays.asList(2, "scep.example.test"), Arrays.asList(2, "inside.example.test"));
  }

  @Test
  void the_trust_store_trusts_the_root() throws Exception {
    char[] password =
        Files.readString(home.resolve("secrets/keystore.password")).strip().toCharArray();
    KeyStore trust = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(home.resolve("tls/internal-trust.p12"))) {
      trust.load(in, password);
    }
    assertThat(trust.isCertificateEntry("root")).isTrue();
    assertThat(trust.getCertificate("root")).isEqualTo(certificate("ca-root"));
  }

  @Test
  void an_initialised_home_is_left_alone() throws IOException {
    byte[] before = Files.readAllBytes(home.resolve("ca/root.p12"));
    Run again = init(home, List.of("init.public-url=https://other.example.test"));
    assertThat(again.status()).isZero();
    assertThat(again.out())
        .contains("left alone", "https://scep.example.test, not https://other.example.test");
    assertThat(Files.readAllBytes(home.resolve("ca/root.p12"))).isEqualTo(before);
  }

  @Test
  void a_foreign_directory_is_refused_in_one_line() throws IOException {
    Path foreign = Files.createDirectory(directory.resolve("foreign"));
    Files.createFile(foreign.resolve("thesis.txt"));
    Run run = init(foreign, SETTINGS);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(foreign.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void what_a_killed_run_left_is_made_anew() throws IOException {
    Path half = Files.createDirectory(directory.resolve("half"));
    Files.createFile(half.resolve(".initialising"));
    Files.createDirectory(half.resolve("ca"));
    Files.writeString(half.resolve("ca/root.p12"), "half");
    assertThat(init(half, SETTINGS).status()).isZero();
    assertThat(ScepterHome.open(half).key("ca/root.p12").alias()).isEqualTo("root");
    assertThat(half.resolve(".initialising")).doesNotExist();
  }

  @Test
  void a_half_made_home_with_foreign_files_is_refused() throws IOException {
    Path half = Files.createDirectory(directory.resolve("half-foreign"));
    Files.createFile(half.resolve(".initialising"));
    Files.createFile(half.resolve("thesis.txt"));
    assertThat(init(half, SETTINGS).status()).isEqualTo(1);
    assertThat(half.resolve("thesis.txt")).exists();
  }

  @Test
  void bad_settings_are_listed_at_once_and_nothing_is_made() {
    Path nowhere = directory.resolve("nowhere");
    Run run =
        init(
            nowhere,
            List.of(
                "init.public-url=http://scep.example.test:81",
                "init.colour=red",
                "init.ra.key-type=ec-p256",
                "init.issuing.lifetime=P30Y",
                "init.tls.lifetime=soon",
                "init.crp.lifetime=PT9999999999999H",
                "init.internal-name=not a name"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines().map(line -> line.substring(0, line.indexOf(':'))))
        .containsExactlyInAnyOrder(
            "init.public-url",
            "init.public-http-url",
            "init.colour",
            "init.ra.key-type",
            "init.issuing.lifetime",
            "init.tls.lifetime",
            "init.crp.lifetime",
            "init.internal-name");
    assertThat(nowhere).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"1.2.3, 2", "1.2.3.256, 2", "1.2.3.4.5, 2", "10.0.0.7, 0", "7.inside.test, 0"})
  void digits_alone_are_an_address_or_nothing(String name, int status) {
    List<String> settings =
        Stream.of(SETTINGS.stream(), Stream.of("init.internal-name=" + name))
            .flatMap(each -> each)
            .filter(each -> !each.equals("init.internal-name=inside.example.test"))
            .toList();

    assertThat(init(directory.resolve("named-" + name), settings).status()).isEqualTo(status);
  }

  @Test
  void without_trial_the_public_url_must_be_said() {
    assertThat(init(directory.resolve("unsaid"), List.of()).err()).startsWith("init.public-url: ");
  }

  @Test
  void a_trial_says_so_in_its_names() {
    InitSettings settings =
        InitSettingsReader.read(
            java.util.Map.of("init.trial", "true"),
            new org.scepter.platform.SettingsReader(
                key -> java.util.Optional.ofNullable("init.trial".equals(key) ? "true" : null)),
            NOW);
    assertThat(settings.root().commonName()).isEqualTo("Scepter trial Root CA");
    assertThat(settings.publicUrl()).hasToString("https://localhost:8443");
    assertThat(Certified.all(settings).get(5).subjectAltNames())
        .extracting(org.scepter.pki.SubjectAltName::text)
        .containsExactly("DNS:localhost", "IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1");
  }

  @Test
  void settings_can_stand_in_a_file_and_the_command_line_wins() throws IOException {
    Path file = directory.resolve("init.properties");
    Files.writeString(file, "init.public-url=https://a.example.test\ninit.organisation=File\n");
    Arguments arguments =
        Arguments.parse(
            List.of("init", "--settings", file.toString(), "--set", "init.organisation=Line"));
    assertThat(arguments.settings())
        .containsEntry("init.public-url", "https://a.example.test")
        .containsEntry("init.organisation", "Line");
  }

  @ParameterizedTest
  @CsvSource({"destroy", "init", "fingerprint", "''"})
  void a_command_line_that_makes_no_sense_shows_the_usage(String word) {
    Run run = run(word.isEmpty() ? List.of() : List.of(word));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("usage: scepter init");
  }
}
