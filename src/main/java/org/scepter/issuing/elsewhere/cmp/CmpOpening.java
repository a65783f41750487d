package org.scepter.issuing.elsewhere.cmp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.scepter.issuing.elsewhere.ElsewhereSettings;
import org.scepter.issuing.elsewhere.PinnedAuthority;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.SecretFile;
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/** Opens what CMP needs of the home. */
public final class CmpOpening {
  private final ScepterHome home;
  private final Provider provider;
  private final SecureRandom random;
  private final Clock clock;

  public CmpOpening(ScepterHome home, Provider provider, SecureRandom random, Clock clock) {
    this.home = home;
    this.provider = provider;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The CA that is asked.
   *
   * @throws UnusableHomeException if a file cannot be used
   */
  public CmpAuthority open(
      ElsewhereSettings settings,
      CmpSettings cmp,
      PinnedAuthority pinned,
      BoundedHttp http,
      TlsContexts tls) {
    GeneralName recipient =
        new GeneralName(
            X500Name.getInstance(pinned.certificate().getSubjectX500Principal().getEncoded()));
    return new CmpAuthority(
        settings,
        new CmpExchange(
            settings.url(), recipient, protecting(cmp, pinned, tls), http, random, clock),
        random);
  }

  private Protecting protecting(CmpSettings cmp, PinnedAuthority pinned, TlsContexts tls) {
    if (cmp.protection() != CmpSettings.Protection.SIGNATURE) {
      Path file = home.directory().resolve(cmp.secretFile().orElseThrow());
      SecretFile.read(file);
      return new ByMac(cmp, () -> SecretFile.read(file), provider, random);
    }
    if (tls.shown().isEmpty()) {
      throw new UnusableHomeException("there is no client key for CMP");
    }
    return new BySignature(
        () -> tls.shown().orElseThrow(),
        cmp.serverFile().map(this::servers).orElse(List.of(pinned.certificate())),
        provider);
  }

  private List<X509Certificate> servers(Path file) {
    Path path = home.directory().resolve(file);
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(path)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHomeException(path + " holds no certificates: " + e.getMessage());
    }
  }
}
