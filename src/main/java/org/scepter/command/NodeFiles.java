package org.scepter.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * {@code scepter node-files}: everything that an NDES server in front needs of the inside, and
 * nothing else, in a directory of its own: the RA's keys, a client key that is registered from now
 * on, TLS keys, and whom to trust. Each key store is under a password that was made for the node.
 */
final class NodeFiles {
  /** What a node is called, and where devices reach it. */
  static final String DESCRIPTION = "node.properties";

  /** Where the client certificates of nodes stand in the home of the inside. */
  static final String REGISTERED = "nodes";

  private static final List<String> DIRECTORIES =
      List.of("secrets", "ra", "ndes", "ndes/inside", "tls", "certmgr.box", "certificates");
  private static final Duration BACKDATE = Duration.ofHours(1);

  private final ScepterHome home;
  private final Provider provider;
  private final SecureRandom random;
  private final Instant now;
  private final String password;

  NodeFiles(ScepterHome home, Provider provider, SecureRandom random, Clock clock) {
    this.home = home;
    this.provider = provider;
    this.random = random;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.password = Hex.encode(secret);
  }

  /**
   * Fills {@code to}, which must not exist.
   *
   * @throws IOException if it exists, or a file cannot be read or written
   */
  void make(String name, Path to) throws IOException {
    OwnerOnly.directory(home.resolve(REGISTERED));
    Path registration = home.resolve(REGISTERED + "/" + name + ".cer");
    if (Files.exists(to) || Files.exists(registration)) {
      throw new IOException(
          (Files.exists(to) ? to : registration) + " exists already; nothing was changed");
    }
    OwnerOnly.directory(to);
    for (String directory : DIRECTORIES) {
      OwnerOnly.directory(to.resolve(directory));
    }
    OwnerOnly.file(to.resolve("secrets/keystore.password"), line(password));
    try {
      keys(name, to);
    } catch (GeneralSecurityException e) {
      throw new IOException("the node's keys cannot be made: " + e.getMessage(), e);
    }
    copy("certificates/ca-root.cer", to.resolve("ndes/inside/root.cer"));
    copyAll("certmgr.box", to, each -> each.endsWith(".cer"));
    copyAll("certificates", to, each -> each.startsWith("ca-") && each.endsWith(".cer"));
    OwnerOnly.file(to.resolve(DESCRIPTION), description(name));
  }

  private void keys(String name, Path to) throws IOException, GeneralSecurityException {
    try (Stream<Path> files = Files.list(home.resolve("ra"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".p12")).toList()) {
        String path = "ra/" + file.getFileName();
        store(to.resolve(path), home.key(path));
      }
    }
    KeyEntry client = certified("ndes/policy-module", name, List.of(dns(name)));
    store(to.resolve("ndes/policy-module.p12"), client);
    // Other nodes know a listener inside by its name: none of the inside's names leaves it.
    List<SubjectAltName> names =
        Stream.of(Certified.name(URI.create(home.publicUrl()).getHost()), dns(name))
            .distinct()
            .toList();
    for (String listener : List.of("public", "internal")) {
      KeyEntry tls = certified("tls/" + listener, name, names);
      store(to.resolve("tls/" + listener + ".p12"), tls);
      OwnerOnly.file(
          home.resolve("certificates/node-" + name + "-tls-" + listener + ".cer"),
          tls.certificate().getEncoded());
    }
    KeyStore trust = empty();
    List<X509Certificate> chain = client.chain();
    trust.setCertificateEntry("root", chain.get(chain.size() - 1));
    OwnerOnly.file(to.resolve("tls/internal-trust.p12"), encoded(trust));
    byte[] certificate = client.certificate().getEncoded();
    OwnerOnly.file(home.resolve("certificates/node-" + name + ".cer"), certificate);
    // Last: from here on whoever has the key may ask.
    OwnerOnly.file(home.resolve(REGISTERED + "/" + name + ".cer"), certificate);
  }

  /** A new key with a certificate like that of one of the home's own, under the node's names. */
  private KeyEntry certified(String pattern, String name, List<SubjectAltName> names)
      throws IOException, GeneralSecurityException {
    KeyEntry own = home.key(pattern + ".p12");
    KeyEntry ca = home.key("ca/issuing.p12");
    X509Certificate like = own.certificate();
    KeyPair keys = KeyType.of(like.getPublicKey()).generate(random);
    Instant end =
        now.plus(Duration.between(like.getNotBefore().toInstant(), like.getNotAfter().toInstant()));
    Instant latest = ca.certificate().getNotAfter().toInstant();
    Issuer issuer =
        Issuer.of(ca, PublishedAt.below(URI.create(home.publicHttpUrl()), "issuing"), provider);
    Der tbs =
        issuer.toBeSigned(
            new CertificatePlan(
                SerialNumber.random(random),
                subject(name + " " + own.alias()),
                Der.of(keys.getPublic().getEncoded()),
                now.minus(BACKDATE),
                end.isAfter(latest) ? latest : end,
                CertificatePlan.Constraint.END_ENTITY,
                X509.keyUsage(like),
                like.getExtendedKeyUsage(),
                names,
                Optional.empty()));
    List<X509Certificate> chain = new ArrayList<>(List.of(X509.certificate(issuer.sign(tbs))));
    chain.addAll(ca.chain());
    return new KeyEntry(own.alias(), keys.getPrivate(), chain);
  }

  private static SubjectAltName dns(String name) {
    return new SubjectAltName(SubjectAltName.Kind.DNS, name);
  }

  private SubjectName subject(String commonName) throws IOException {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    name.addRDN(BCStyle.CN, commonName);
    name.addRDN(BCStyle.O, home.organisation());
    try {
      return SubjectName.fromDer(name.build().getEncoded("DER"));
    } catch (UnreadableException e) {
      throw new IOException("the node's name cannot stand in a certificate", e);
    }
  }

  private void store(Path file, KeyEntry key) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry(
        key.alias(),
        key.privateKey(),
        password.toCharArray(),
        key.chain().toArray(Certificate[]::new));
    OwnerOnly.file(file, encoded(store));
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private byte[] encoded(KeyStore store) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return out.toByteArray();
  }

  private void copyAll(String directory, Path to, java.util.function.Predicate<String> which)
      throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(directory))) {
      for (Path file : files.filter(each -> which.test(name(each))).toList()) {
        OwnerOnly.file(to.resolve(directory).resolve(name(file)), Files.readAllBytes(file));
      }
    }
  }

  private void copy(String from, Path to) throws IOException {
    OwnerOnly.file(to, Files.readAllBytes(home.resolve(from)));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private byte[] description(String name) throws IOException {
    Properties written = new Properties();
    written.setProperty("node.name", name);
    written.setProperty("organisation", home.organisation());
    written.setProperty("public.url", home.publicUrl());
    written.setProperty("public.http-url", home.publicHttpUrl());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.store(out, "Written by scepter node-files");
    return out.toByteArray();
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
