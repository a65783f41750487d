package org.scepter.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.scepter.platform.keys.TokenAlias;
import org.scepter.platform.keys.TokenKey;
import org.scepter.platform.keys.TokenPlace;

/**
 * The directory that holds a node's keys and files, as {@code scepter init} lays it out. The
 * application only reads its keys; it never makes any.
 */
public final class ScepterHome {
  /** The marker file: a directory without it is no home. */
  public static final String MARKER = "scepter-home.properties";

  /** The layout's version that this release reads and writes. */
  public static final String LAYOUT_VERSION = "1";

  private final Path directory;
  private final Properties marker;

  private ScepterHome(Path directory, Properties marker) {
    this.directory = directory;
    this.marker = marker;
  }

  /**
   * Opens an initialised home.
   *
   * @throws UnusableHomeException if {@code directory} is missing, empty, not a home, of another
   *     layout version or unreadable; its message says which and the command to run
   */
  public static ScepterHome open(Path directory) {
    Path file = directory.resolve(MARKER);
    if (!Files.isDirectory(directory) || !Files.exists(file)) {
      throw new UnusableHomeException(
          directory + " is not an initialised Scepter home; run: scepter init --home " + directory);
    }
    Properties marker = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      marker.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableHomeException(file + " cannot be read: " + e.getMessage());
    }
    if (!LAYOUT_VERSION.equals(marker.getProperty("version"))) {
      throw new UnusableHomeException(
          directory
              + " has layout version "
              + marker.getProperty("version")
              + "; this release reads version "
              + LAYOUT_VERSION);
    }
    return new ScepterHome(directory, marker);
  }

  public Path directory() {
    return directory;
  }

  /** A path inside the home. */
  public Path resolve(String path) {
    return directory.resolve(path);
  }

  /** The random id that ties this home to its database. */
  public String id() {
    return marker.getProperty("home.id");
  }

  /** O of the subjects that this home's certificates have. */
  public String organisation() {
    return marker.getProperty("organisation", "Scepter");
  }

  /** Whether its CAs sign by RSASSA-PSS where their keys are RSA. */
  public boolean signsBySalt() {
    return "pss".equals(marker.getProperty("ca.signature"));
  }

  /** Whether it was made to try Scepter out. */
  public boolean isTrial() {
    return Boolean.parseBoolean(marker.getProperty("trial"));
  }

  /** The name by which nodes in front reach this server, as it was initialised. */
  public String internalName() {
    return marker.getProperty("internal.name", "localhost");
  }

  /** The public URL as it was initialised: CDP and AIA carry it for ever. */
  public String publicUrl() {
    return marker.getProperty("public.url");
  }

  /** The plain HTTP form of the public URL, under which CRLs and CA certificates are published. */
  public String publicHttpUrl() {
    return marker.getProperty("public.http-url");
  }

  /**
   * The only private key of a PKCS#12 file of this home; where it is in the token, one that cannot
   * be taken out.
   *
   * @param path relative to the home, {@code ra/signing.p12}
   * @throws UnusableHomeException if the file is missing, the password is wrong or it holds no key
   */
  public KeyEntry key(String path) {
    return key(directory, path);
  }

  /** The same of a directory that is no home yet. */
  public static KeyEntry key(Path directory, String path) {
    Path file = directory.resolve(path);
    try (InputStream in = Files.newInputStream(file)) {
      char[] password = password(directory);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      List<String> aliases = Collections.list(store.aliases());
      for (String alias : aliases) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          return new KeyEntry(alias, key, chain(store.getCertificateChain(alias)));
        }
      }
      List<TokenAlias> inToken = TokenAlias.all(aliases);
      if (!inToken.isEmpty()) {
        return keyInToken(directory, store, inToken);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHomeException(file + " cannot be opened: " + e.getMessage());
    }
    throw new UnusableHomeException(file + " holds no private key");
  }

  private static KeyEntry keyInToken(Path directory, KeyStore store, List<TokenAlias> aliases)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    for (TokenAlias each : aliases) {
      chain.add((X509Certificate) store.getCertificate(each.written()));
    }
    TokenAlias first = aliases.get(0);
    String algorithm = chain.get(0).getPublicKey().getAlgorithm();
    return new KeyEntry(
        first.alias(), new TokenKey(TokenPlace.of(directory), first.name(), algorithm), chain);
  }

  /**
   * Every certificate of a PKCS#12 file of this home, with a key or without.
   *
   * @throws UnusableHomeException if the file is missing or the password is wrong
   */
  public List<X509Certificate> certificates(String path) {
    List<X509Certificate> all = new ArrayList<>();
    try (InputStream in = Files.newInputStream(resolve(path))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password(directory));
      for (String alias : Collections.list(store.aliases())) {
        Certificate[] chain = store.getCertificateChain(alias);
        all.addAll(chain(chain == null ? new Certificate[] {store.getCertificate(alias)} : chain));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHomeException(resolve(path) + " cannot be opened: " + e.getMessage());
    }
    return all;
  }

  private static List<X509Certificate> chain(Certificate[] chain) {
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  private static char[] password(Path directory) throws IOException {
    return Files.readString(directory.resolve("secrets/keystore.password")).strip().toCharArray();
  }

  /**
   * The key under which challenges and tokens are kept as MACs.
   *
   * @throws UnusableHomeException if it cannot be read or is shorter than 32 bytes
   */
  public byte[] hmacKey() {
    try {
      byte[] key = Files.readAllBytes(resolve("secrets/hmac.key"));
      if (key.length >= 32) {
        return key;
      }
    } catch (IOException e) {
      throw new UnusableHomeException("secrets/hmac.key cannot be read: " + e.getMessage());
    }
    throw new UnusableHomeException("secrets/hmac.key is shorter than 32 bytes");
  }
}
