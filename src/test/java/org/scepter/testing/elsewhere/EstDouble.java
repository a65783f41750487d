package org.scepter.testing.elsewhere;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A CA that speaks EST, written from RFC 7030: it issues to clients with a certificate of its root,
 * a new certificate for each request, and refuses a challengePassword from who is no RA, since it
 * is not the connection's tls-unique (§3.5).
 */
public final class EstDouble implements AutoCloseable {
  private static final String CMC_RA = "1.3.6.1.5.5.7.3.28";

  private final ForeignCa ca;
  private final HttpDouble server;
  private final List<X509Certificate> issued = new CopyOnWriteArrayList<>();

  public EstDouble(ForeignCa ca) {
    this.ca = ca;
    this.server = new HttpDouble(ca.serverTls(), this::answer);
  }

  public URI url() {
    return server.url();
  }

  /** Every certificate that it has issued. */
  public List<X509Certificate> issued() {
    return issued;
  }

  /** What it was asked. */
  public List<HttpDouble.Heard> asked() {
    return server.posts();
  }

  public void trouble(Trouble... next) {
    server.trouble(next);
  }

  private HttpDouble.Answer answer(HttpDouble.Heard heard) {
    String path = heard.target().getPath();
    if (path.endsWith("/cacerts")) {
      return bundle(ca.chain());
    }
    if (!path.endsWith("/simpleenroll") || heard.client().isEmpty()) {
      return HttpDouble.text(heard.client().isEmpty() ? 401 : 404, "text/plain", "no");
    }
    byte[] pkcs10 = Base64.getMimeDecoder().decode(heard.body());
    if (hasChallenge(pkcs10) && !isRa(heard.client().get())) {
      return HttpDouble.text(400, "text/plain", "tls-unique does not fit");
    }
    X509Certificate certificate = ca.issue(pkcs10);
    issued.add(certificate);
    return bundle(List.of(certificate));
  }

  private static boolean hasChallenge(byte[] pkcs10) {
    try {
      return new PKCS10CertificationRequest(pkcs10)
              .getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword)
              .length
          > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRa(X509Certificate client) {
    try {
      return client.getExtendedKeyUsage() != null && client.getExtendedKeyUsage().contains(CMC_RA);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static HttpDouble.Answer bundle(List<X509Certificate> certificates) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (X509Certificate each : certificates) {
        generator.addCertificate(new JcaX509CertificateHolder(each));
      }
      byte[] der = generator.generate(new CMSAbsentContent()).getEncoded();
      return new HttpDouble.Answer(
          200,
          "application/pkcs7-mime; smime-type=certs-only",
          Base64.getMimeEncoder().encodeToString(der).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | CMSException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
