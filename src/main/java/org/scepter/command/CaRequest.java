package org.scepter.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.scepter.issuing.succession.KeyStores;
import org.scepter.issuing.succession.MadeKey;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.HeldSigner;
import org.scepter.pki.Hex;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.Token;
import org.scepter.platform.keys.TokenPlace;

/**
 * {@code scepter request-ca}: makes the issuing CA's key and the request to certify it, in a
 * directory that {@code scepter init} takes together with the certificate.
 */
final class CaRequest {
  private static final String SETTINGS = "settings.properties";
  private static final String REQUEST = "issuing.csr";

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  CaRequest(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** What {@code init} is told, on the ground of what the request was told before. */
  static Map<String, String> withThoseOfTheRequest(Map<String, String> given) throws IOException {
    String request = given.getOrDefault(InitSettingsReader.REQUEST, "");
    if (request.isBlank()) {
      return given;
    }
    Path directory = Path.of(request).toAbsolutePath();
    Properties written = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve(SETTINGS))) {
      written.load(in);
    }
    Map<String, String> all = new LinkedHashMap<>();
    written.stringPropertyNames().forEach(key -> all.put(key, written.getProperty(key)));
    if (all.containsKey("init.pkcs11.library")) {
      all.put("init.pkcs11.pin-file", directory.resolve(TokenPlace.PIN_FILE).toString());
    }
    all.putAll(given);
    return all;
  }

  int make(Path to, Map<String, String> given) throws IOException {
    Map<String, String> written = new LinkedHashMap<>(given);
    written.putIfAbsent(InitSettingsReader.PUBLIC_URL, "https://localhost:8443");
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    InitSettings settings = InitSettingsReader.read(written, reader, clock.instant());
    if (!reader.faults().isEmpty()) {
      reader.faults().forEach(err::println);
      return ScepterCommand.NOT_UNDERSTOOD;
    }
    if (Files.exists(to)) {
      throw new IOException(to + " is there already");
    }
    OwnerOnly.directory(to);
    OwnerOnly.directory(to.resolve("ca"));
    OwnerOnly.directory(to.resolve("secrets"));
    try {
      fill(to, settings);
    } catch (GeneralSecurityException e) {
      throw new IOException("the key cannot be made: " + e.getMessage(), e);
    }
    OwnerOnly.file(to.resolve(SETTINGS), properties(given));
    out.println("the issuing CA's key and the request to certify it made: " + to.resolve(REQUEST));
    out.println("  then: scepter init --home DIR --set " + InitSettingsReader.REQUEST + "=" + to);
    out.println("          --set " + InitSettingsReader.CERTIFICATE + "=FILE, with the chain");
    return ScepterCommand.DONE;
  }

  private void fill(Path to, InitSettings settings) throws IOException, GeneralSecurityException {
    SecureRandom random = new SecureRandom();
    byte[] password = new byte[32];
    random.nextBytes(password);
    String text = Hex.encode(password);
    OwnerOnly.file(to.resolve("secrets/keystore.password"), line(text));
    Optional<Token> token = token(to, settings);
    KeyOrder order = settings.issuing();
    MadeKey made =
        token.isPresent()
            ? MadeKey.in(token.get(), order.keyType())
            : MadeKey.inMemory(order.keyType(), random);
    X509Certificate placeholder =
        Hierarchy.selfSigned(settings, made, Certified.issuing(settings), random, clock.instant());
    KeyEntry key = made.certified("issuing", List.of(placeholder));
    OwnerOnly.file(to.resolve(OutsideCa.KEY), KeyStores.of(key, text.toCharArray()));
    OwnerOnly.file(to.resolve(REQUEST), request(key));
  }

  private static Optional<Token> token(Path to, InitSettings settings) throws IOException {
    if (settings.token().isEmpty() || !settings.inToken().contains(TokenKeys.CA)) {
      return Optional.empty();
    }
    TokenPlace given = settings.token().get();
    OwnerOnly.file(to.resolve(TokenPlace.PIN_FILE), Files.readAllBytes(given.pinFile()));
    OwnerOnly.file(to.resolve(TokenPlace.FILE), given.written());
    return Optional.of(Token.at(TokenPlace.of(to)));
  }

  private static byte[] request(KeyEntry key) throws IOException {
    ExtensionsGenerator wanted = new ExtensionsGenerator();
    wanted.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    wanted.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
    String algorithm =
        key.privateKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    byte[] der =
        new JcaPKCS10CertificationRequestBuilder(
                X500Name.getInstance(key.certificate().getSubjectX500Principal().getEncoded()),
                key.certificate().getPublicKey())
            .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
            .build(
                new HeldSigner(
                    KeyHolders.by(new BouncyCastleProvider()).of(key.privateKey()), algorithm))
            .getEncoded();
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return line(
        "-----BEGIN CERTIFICATE REQUEST-----\n" + body + "\n-----END CERTIFICATE REQUEST-----");
  }

  private static byte[] properties(Map<String, String> given) throws IOException {
    Properties written = new Properties();
    written.putAll(given);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.store(bytes, "What scepter request-ca was told; scepter init begins with it");
    return bytes.toByteArray();
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
