package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.scepter.command.ScepterCommand;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/** Homes with keys that are quickly made, and TLS with them. */
public final class Homes {
  private Homes() {}

  /**
   * A new home.
   *
   * @param settings {@code init.trial=true} and the like
   */
  public static ScepterHome make(Path at, Clock clock, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "init",
                "--home",
                at.toString(),
                "--set",
                "init.root.key-type=ec-p256",
                "--set",
                "init.issuing.key-type=ec-p256"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    assertThat(new ScepterCommand(nowhere, System.err, clock).run(words)).isZero();
    return ScepterHome.open(at);
  }

  /** Shows one of a home's certificates and trusts whom the root of a home certified. */
  public static SSLContext tls(ScepterHome shows, String file, ScepterHome trusts)
      throws IOException, GeneralSecurityException {
    char[] none = new char[0];
    KeyEntry key = shows.key(file);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, none);
    own.setKeyEntry("own", key.privateKey(), none, key.chain().toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, none);
    List<X509Certificate> chain = trusts.key(file).chain();
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, none);
    roots.setCertificateEntry("root", chain.get(chain.size() - 1));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
