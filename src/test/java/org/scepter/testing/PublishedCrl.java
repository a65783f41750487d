package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The CRL that lies where a certificate says (RFC 5280 §4.2.1.13), as anyone may fetch it. */
public record PublishedCrl(X509CRL crl) {
  private static final String CDP = "2.5.29.31";
  private static final String FRESHEST = "2.5.29.46";

  /** Fetches it. */
  public static PublishedCrl of(TestServer server, X509Certificate certificate) {
    return at(server, address(certificate));
  }

  private static PublishedCrl at(TestServer server, URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    try {
      HttpResponse<byte[]> answer = server.client().send(request, BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as("%s", request.uri()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/pkix-crl");
      return read(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One that was fetched already. */
  public static PublishedCrl read(byte[] der) {
    try {
      return new PublishedCrl(
          (X509CRL)
              CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("this is no CRL", e);
    }
  }

  /** The first address of a certificate's CRL distribution points. */
  public static URI address(X509Certificate certificate) {
    return address(certificate.getExtensionValue(CDP));
  }

  private static URI address(byte[] extension) {
    assertThat(extension).as("distribution points").isNotNull();
    CRLDistPoint points =
        CRLDistPoint.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    GeneralName name =
        GeneralNames.getInstance(points.getDistributionPoints()[0].getDistributionPoint().getName())
            .getNames()[0];
    assertThat(name.getTagNo()).isEqualTo(GeneralName.uniformResourceIdentifier);
    return URI.create(name.getName().toString());
  }

  /** Fetches the delta CRL where a full one says (RFC 5280 §5.2.6). */
  public PublishedCrl delta(TestServer server) {
    return at(server, deltaAddress());
  }

  /** The address of its delta (RFC 5280 §5.2.6). */
  public URI deltaAddress() {
    return address(crl.getExtensionValue(FRESHEST));
  }

  /** The serial numbers that it names. */
  public Set<BigInteger> serials() {
    Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
    return entries == null
        ? Set.of()
        : entries.stream().map(X509CRLEntry::getSerialNumber).collect(Collectors.toSet());
  }

  /** Its CRL number (RFC 5280 §5.2.3). */
  public BigInteger number() {
    return ASN1Integer.getInstance(
            ASN1OctetString.getInstance(crl.getExtensionValue("2.5.29.20")).getOctets())
        .getValue();
  }

  /** Writes it as PEM, for programs. */
  public Path pem(Path file) {
    try {
      return Files.writeString(
          file,
          "-----BEGIN X509 CRL-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(crl.getEncoded())
              + "\n-----END X509 CRL-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
