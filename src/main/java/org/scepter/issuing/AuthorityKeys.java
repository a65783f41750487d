package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/** The home's CAs, read once: keys as the provider's own objects, chain as it is sent. */
@ApplicationScoped
public class AuthorityKeys {
  private final ScepterHome home;
  private final Provider provider;
  private volatile Authority issuing;
  private volatile Authority root;

  AuthorityKeys() {
    this(null, null);
  }

  @Inject
  public AuthorityKeys(ScepterHome home, Provider provider) {
    this.home = home;
    this.provider = provider;
  }

  /**
   * A CA with what is sent of it.
   *
   * @param chain its own certificate first, root last
   */
  public record Authority(Issuer issuer, AuthorityCertificate certificate, List<Der> chain) {
    public Authority {
      chain = List.copyOf(chain);
    }
  }

  /** The CA that issues to devices. */
  public Authority issuing() {
    if (issuing == null) {
      issuing = read("issuing");
    }
    return issuing;
  }

  /** The root, whose key the home holds as well. */
  public Authority root() {
    if (root == null) {
      root = read("root");
    }
    return root;
  }

  private Authority read(String name) {
    KeyEntry entry = home.key("ca/" + name + ".p12");
    PublishedAt at = PublishedAt.below(URI.create(home.publicHttpUrl()), name);
    return new Authority(
        Issuer.of(entry, at, provider),
        describe(entry.certificate()),
        entry.chain().stream().map(AuthorityKeys::der).toList());
  }

  private static AuthorityCertificate describe(X509Certificate certificate) {
    Der der = der(certificate);
    return new AuthorityCertificate(
        der,
        der.thumbprint(),
        Der.of(certificate.getSubjectX500Principal().getEncoded()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  private static Der der(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read encodes", e);
    }
  }
}
