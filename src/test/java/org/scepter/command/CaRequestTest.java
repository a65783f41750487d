package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.SetClock;
import org.scepter.testing.scep.TestKeys;

/** The issuing CA is certified by a CA that is not Scepter's. */
class CaRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final KeyPair ROOT_KEY = TestKeys.rsa();
  private static final KeyPair MIDDLE_KEY = TestKeys.rsa();
  private static final X500Name ROOT = new X500Name("CN=Old Root, O=Company");
  private static final X500Name MIDDLE = new X500Name("CN=Old Policy CA, O=Company");
  private static final int CA_USAGE =
      KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign;

  @TempDir private Path directory;
  private final SetClock clock = new SetClock(NOW);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private JcaPKCS10CertificationRequest request;

  /** A certificate as the outer CA could make it; the default is a good one. */
  private static final class Wanted {
    private final X500Name issuer;
    private final KeyPair by;
    private BasicConstraints constraints = new BasicConstraints(0);
    private int usage = CA_USAGE;
    private Instant begin = NOW.minus(Duration.ofDays(1));
    private Instant end = NOW.plus(Duration.ofDays(1000));
    private String algorithm = "SHA256withRSA";

    Wanted(X500Name issuer, KeyPair by) {
      this.issuer = issuer;
      this.by = by;
    }

    X509Certificate of(X500Name subject, java.security.PublicKey key) {
      try {
        JcaX509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(begin),
                Date.from(end),
                subject,
                key);
        if (constraints != null) {
          builder.addExtension(Extension.basicConstraints, true, constraints);
        }
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        return new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(new JcaContentSignerBuilder(algorithm).build(by.getPrivate())));
      } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static X509Certificate root() {
    Wanted wanted = new Wanted(ROOT, ROOT_KEY);
    wanted.constraints = new BasicConstraints(true);
    return wanted.of(ROOT, ROOT_KEY.getPublic());
  }

  private static X509Certificate middle(BasicConstraints constraints) {
    Wanted wanted = new Wanted(ROOT, ROOT_KEY);
    wanted.constraints = constraints;
    return wanted.of(MIDDLE, MIDDLE_KEY.getPublic());
  }

  @BeforeEach
  void ask() throws Exception {
    assertThat(
            run(
                "request-ca",
                "--to",
                directory.resolve("request").toString(),
                "--set",
                "init.organisation=Company",
                "--set",
                "init.issuing.name=Company Devices CA"))
        .as(said.toString(StandardCharsets.UTF_8))
        .isZero();
    String pem = Files.readString(directory.resolve("request/issuing.csr"));
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      request = new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) parser.readObject());
    }
  }

  private int run(String... words) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new ScepterCommand(out, out, clock).run(List.of(words));
  }

  private X509Certificate asked(Wanted wanted) throws GeneralSecurityException {
    return wanted.of(request.getSubject(), request.getPublicKey());
  }

  private static Wanted good() {
    return new Wanted(ROOT, ROOT_KEY);
  }

  private int init(X509Certificate... chain) throws Exception {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate each : chain) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return initFrom(Files.writeString(directory.resolve("chain"), pem.toString()));
  }

  private int initFrom(Path chain) {
    List<String> words = new ArrayList<>(List.of("init", "--home", home().toString()));
    for (String each :
        List.of(
            "init.public-url=https://scep.example.test",
            "init.issuing.request=" + directory.resolve("request"),
            "init.issuing.certificate=" + chain)) {
      words.addAll(List.of("--set", each));
    }
    return run(words.toArray(String[]::new));
  }

  private Path home() {
    return directory.resolve("home");
  }

  private String words() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_request_asks_for_a_ca_and_is_signed_by_its_key() throws Exception {
    assertThat(request.getSubject()).hasToString("CN=Company Devices CA,O=Company");
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(request.getPublicKey())))
        .isTrue();
    assertThat(BasicConstraints.fromExtensions(request.getRequestedExtensions()).isCA()).isTrue();
    assertThat(KeyUsage.fromExtensions(request.getRequestedExtensions()).hasUsages(CA_USAGE))
        .isTrue();
  }

  @Test
  void everything_is_made_below_the_certificate_that_came() throws Exception {
    X509Certificate root = root();
    X509Certificate middle = middle(new BasicConstraints(1));
    X509Certificate issuing = asked(new Wanted(MIDDLE, MIDDLE_KEY));

    assertThat(init(root, issuing, middle)).as(words()).isZero();

    ScepterHome home = ScepterHome.open(home());
    assertThat(home.key("ca/issuing.p12").chain()).containsExactly(issuing, middle, root);
    assertThat(home.resolve("ca/root.p12")).doesNotExist();
    assertThat(Files.readAllBytes(home.resolve("certificates/ca-root.cer")))
        .isEqualTo(root.getEncoded());
    for (String file : List.of("ra/signing", "ra/decryption", "crp/authorisation", "tls/public")) {
      requireValid(home.key(file + ".p12").chain(), root);
    }
    AuthorityKeys keys = new AuthorityKeys(home, KeyHolders.by(new BouncyCastleProvider()), clock);
    assertThat(keys.isRootOffline()).isTrue();
    assertThat(keys.root().certificate().certificate().bytes()).isEqualTo(root.getEncoded());
    assertThat(keys.issuing().chain()).hasSize(3);
  }

  private static void requireValid(List<X509Certificate> chain, X509Certificate root)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(chain.subList(0, chain.size() - 1)),
            parameters);
  }

  private interface Making {
    List<X509Certificate> chain(CaRequestTest test) throws Exception;
  }

  private static Arguments refused(String reason, Making making) {
    return Arguments.of(reason, making);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        refused("CA:true", test -> test.with(it -> it.constraints = null)),
        refused("CA:true", test -> test.with(it -> it.constraints = new BasicConstraints(false))),
        refused("keyUsage", test -> test.with(it -> it.usage = KeyUsage.digitalSignature)),
        refused("keyUsage", test -> test.with(it -> it.usage = KeyUsage.keyCertSign)),
        refused("not valid", test -> test.with(it -> it.end = NOW.minusSeconds(60))),
        refused("not valid", test -> test.with(it -> it.begin = NOW.plusSeconds(60))),
        refused("is signed by SHA1", test -> test.with(it -> it.algorithm = "SHA1withRSA")),
        refused(
            "is for the key",
            test -> List.of(good().of(test.request.getSubject(), MIDDLE_KEY.getPublic()), root())),
        refused(
            "not what was asked for",
            test ->
                List.of(good().of(new X500Name("CN=Else"), test.request.getPublicKey()), root())),
        refused("does not reach a root", test -> List.of(test.asked(good()))),
        refused(
            "does not reach a root",
            test -> List.of(test.asked(new Wanted(MIDDLE, MIDDLE_KEY)), root())),
        refused(
            "may not have so many CAs",
            test ->
                List.of(
                    test.asked(new Wanted(MIDDLE, MIDDLE_KEY)),
                    middle(new BasicConstraints(0)),
                    root())),
        refused(
            "not valid",
            test ->
                List.of(
                    test.asked(new Wanted(MIDDLE, MIDDLE_KEY)),
                    middle(new BasicConstraints(false)),
                    root())),
        refused("1 to 10 certificates", test -> List.of()));
  }

  private List<X509Certificate> with(java.util.function.Consumer<Wanted> change) throws Exception {
    Wanted wanted = good();
    change.accept(wanted);
    return List.of(asked(wanted), root());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_chain_that_makes_no_ca_is_refused_and_leaves_no_home(String reason, Making making)
      throws Exception {
    int status = init(making.chain(this).toArray(X509Certificate[]::new));

    assertThat(status).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
    assertThat(words()).contains("init.issuing.certificate: ").contains(reason);
    assertThat(home()).doesNotExist();
  }

  @Test
  void what_is_no_certificate_and_a_request_that_is_not_there_are_refused() throws Exception {
    Path junk = Files.writeString(directory.resolve("junk"), "hello");

    assertThat(initFrom(junk)).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
    assertThat(initFrom(directory.resolve("none"))).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
    assertThat(home()).doesNotExist();
  }

  @Test
  void a_request_is_never_written_over() throws Exception {
    byte[] before = Files.readAllBytes(directory.resolve("request/ca/issuing.p12"));

    assertThat(run("request-ca", "--to", directory.resolve("request").toString()))
        .isEqualTo(ScepterCommand.IMPOSSIBLE);

    assertThat(Files.readAllBytes(directory.resolve("request/ca/issuing.p12"))).isEqualTo(before);
  }

  @Test
  void a_rollover_needs_the_outer_roots_key() throws Exception {
    assertThat(init(asked(good()), root())).as(words()).isZero();

    assertThat(
            run(
                "rollover",
                "--home",
                home().toString(),
                "--at",
                NOW.plus(Duration.ofDays(30)).toString()))
        .isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(words()).contains("the root's key is not in this home");
  }

  @Test
  void cas_that_sign_by_pss_are_possible_and_warned_about() throws Exception {
    assertThat(
            run(
                "init",
                "--home",
                home().toString(),
                "--set",
                "init.trial=true",
                "--set",
                "init.root.key-type=rsa-2048",
                "--set",
                "init.ca-signature=pss"))
        .as(words())
        .isZero();

    assertThat(words()).contains("Apple's systems refuse");
    ScepterHome home = ScepterHome.open(home());
    List<X509Certificate> chain = home.key("ra/signing.p12").chain();
    assertThat(chain).allSatisfy(each -> assertThat(each.getSigAlgName()).isEqualTo("RSASSA-PSS"));
    requireValid(chain, chain.get(2));
    assertThat(home.signsBySalt()).isTrue();
    String later = NOW.plus(Duration.ofDays(30)).toString();
    assertThat(run("rollover", "--home", home().toString(), "--at", later)).as(words()).isZero();
    assertThat(home.key("ra/signing-2.p12").certificate().getSigAlgName()).isEqualTo("RSASSA-PSS");
  }

  @Test
  void pss_with_an_elliptic_ca_is_refused() {
    assertThat(
            run(
                "init",
                "--home",
                home().toString(),
                "--set",
                "init.trial=true",
                "--set",
                "init.issuing.key-type=ec-p256",
                "--set",
                "init.ca-signature=pss"))
        .isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
    assertThat(words()).contains("init.ca-signature: ");
  }
}
