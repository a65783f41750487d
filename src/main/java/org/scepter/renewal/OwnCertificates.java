package org.scepter.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.renewal.OwnCertificate.Renewal;

/** Finds what this node presents or signs with, by its roles. */
@ApplicationScoped
public class OwnCertificates {
  static final String POLICY_MODULE = "ndes-policy-module";
  static final String AUTHORISATION = "crp-authorisation";
  static final String TLS_PUBLIC = "tls-public";
  static final String TLS_INTERNAL = "tls-internal";

  /** Those that renew themselves unless an operator pins them. */
  static final List<String> RENEWABLE =
      List.of(POLICY_MODULE, AUTHORISATION, TLS_PUBLIC, TLS_INTERNAL);

  private static final Pattern NUMBERED = Pattern.compile("(.*?)(?:-([0-9]{1,6}))?\\.[a-z0-9]+");

  private final Instance<ScepterHome> home;
  private final PlatformSettings platform;
  private final RenewalSettings settings;

  OwnCertificates() {
    this(null, null, null);
  }

  @Inject
  public OwnCertificates(
      Instance<ScepterHome> home, PlatformSettings platform, RenewalSettings settings) {
    this.home = home;
    this.platform = platform;
    this.settings = settings;
  }

  /** All of this node, read anew. */
  public List<OwnCertificate> all() {
    List<OwnCertificate> all = new ArrayList<>();
    all.add(tlsPublic());
    all.add(renewable(TLS_INTERNAL, "tls/internal.p12", Optional.of(Listener.INTERNAL)));
    if (platform.has(NodeRole.NDES) || platform.has(NodeRole.CRP)) {
      all.add(renewable(POLICY_MODULE, "ndes/policy-module.p12", Optional.empty()));
    }
    if (platform.has(NodeRole.CRP)) {
      all.add(renewable(AUTHORISATION, "crp/authorisation.p12", Optional.empty()));
    }
    if (platform.has(NodeRole.NDES)) {
      newest("ra", "signing").ifPresent(file -> all.add(keyed(file)));
      newest("ra", "decryption").ifPresent(file -> all.add(keyed(file)));
    }
    if (platform.has(NodeRole.CA)) {
      list("ocsp", "issuing").forEach(file -> responder(file).ifPresent(all::add));
      newest("certificates", "ca-issuing").ifPresent(file -> all.add(authority(file)));
      newest("certificates", "ca-root").ifPresent(file -> all.add(authority(file)));
    }
    return all;
  }

  private OwnCertificate tlsPublic() {
    Optional<Listener> listener = Optional.of(Listener.HTTPS);
    Path usual = home.get().resolve("tls/public.p12").toAbsolutePath().normalize();
    Optional<Path> other =
        settings
            .publicStore()
            .map(path -> path.toAbsolutePath().normalize())
            .filter(path -> !path.equals(usual));
    if (other.isEmpty()) {
      return renewable(TLS_PUBLIC, "tls/public.p12", listener);
    }
    Path file = other.get();
    try {
      return OwnCertificate.read(TLS_PUBLIC, file, certificate(file), Renewal.OPERATOR, listener);
    } catch (IOException | GeneralSecurityException e) {
      return OwnCertificate.unreadable(
          TLS_PUBLIC, file, String.valueOf(e.getMessage()), Renewal.OPERATOR, listener);
    }
  }

  private X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    Path password =
        settings
            .publicPasswordFile()
            .orElseThrow(() -> new IOException("no scepter.tls.public.password-file is set"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, Files.readString(password).strip().toCharArray());
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return (X509Certificate) store.getCertificate(alias);
      }
    }
    throw new IOException("it holds no key");
  }

  private OwnCertificate renewable(String name, String path, Optional<Listener> listener) {
    Path file = home.get().resolve(path);
    try {
      KeyEntry key = home.get().key(path);
      boolean isLeftAlone = settings.pinned().contains(name) || !isOurs(key.chain());
      return OwnCertificate.read(
          name, file, key.certificate(), isLeftAlone ? Renewal.OPERATOR : Renewal.ITSELF, listener);
    } catch (UnusableHomeException e) {
      return OwnCertificate.unreadable(name, file, e.getMessage(), Renewal.OPERATOR, listener);
    }
  }

  // By the root, as a node in front does not keep each CA that follows the one before.
  private boolean isOurs(List<X509Certificate> chain) {
    try {
      Path root = home.get().resolve("certificates/ca-root.cer");
      return chain.size() > 1
          && chain.get(chain.size() - 1).equals(X509.certificate(Der.of(Files.readAllBytes(root))));
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }

  private OwnCertificate keyed(Path file) {
    String path = home.get().directory().relativize(file).toString();
    String name = path.replace('/', '-').replaceAll("\\.p12$", "");
    try {
      return OwnCertificate.read(
          name, file, home.get().key(path).certificate(), Renewal.KEY_SET, Optional.empty());
    } catch (UnusableHomeException e) {
      return OwnCertificate.unreadable(
          name, file, e.getMessage(), Renewal.KEY_SET, Optional.empty());
    }
  }

  /** The key that answers for a CA by OCSP; empty if it ends with its CA, and nothing is to do. */
  private Optional<OwnCertificate> responder(Path file) {
    String path = home.get().directory().relativize(file).toString();
    String name = path.replace('/', '-').replaceAll("\\.p12$", "");
    try {
      List<X509Certificate> chain = home.get().key(path).chain();
      return Optional.of(chain)
          .filter(all -> all.size() < 2 || end(all.get(0)).isBefore(end(all.get(1))))
          .map(
              all -> OwnCertificate.read(name, file, all.get(0), Renewal.ITSELF, Optional.empty()));
    } catch (UnusableHomeException e) {
      return Optional.of(
          OwnCertificate.unreadable(name, file, e.getMessage(), Renewal.ITSELF, Optional.empty()));
    }
  }

  private static Instant end(X509Certificate certificate) {
    return Expiry.of(certificate).notAfter();
  }

  private static OwnCertificate authority(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("\\.cer$", "");
    Renewal renewal = name.equals("ca-root") ? Renewal.OPERATOR : Renewal.ROLLOVER;
    try {
      return OwnCertificate.read(
          name,
          file,
          X509.certificate(Der.of(Files.readAllBytes(file))),
          renewal,
          Optional.empty());
    } catch (IOException | GeneralSecurityException e) {
      return OwnCertificate.unreadable(
          name, file, String.valueOf(e.getMessage()), renewal, Optional.empty());
    }
  }

  // Of a CA and its RA's keys the last generation is what has to be cared for.
  private Optional<Path> newest(String directory, String name) {
    return list(directory, name).stream().max(Comparator.comparingInt(OwnCertificates::number));
  }

  private List<Path> list(String directory, String name) {
    try (Stream<Path> files = Files.list(home.get().resolve(directory))) {
      return files
          .filter(file -> file.toString().endsWith(".p12") || file.toString().endsWith(".cer"))
          .filter(file -> parts(file).group(1).equals(name))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int number(Path file) {
    String number = parts(file).group(2);
    return number == null ? 1 : Integer.parseInt(number);
  }

  private static Matcher parts(Path file) {
    Matcher parts = NUMBERED.matcher(String.valueOf(file.getFileName()));
    if (!parts.matches()) {
      throw new IllegalStateException("a file that was filtered by its ending has one");
    }
    return parts;
  }
}
