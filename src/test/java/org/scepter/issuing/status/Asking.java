package org.scepter.issuing.status;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Makes OCSP requests and reads responses, by Bouncy Castle's own classes for clients. */
final class Asking {
  static final Provider PROVIDER = new BouncyCastleProvider();
  static final ASN1ObjectIdentifier SHA1 = OIWObjectIdentifiers.idSHA1;
  static final ASN1ObjectIdentifier SHA256 = NISTObjectIdentifiers.id_sha256;
  static final ASN1ObjectIdentifier NONCE = OCSPObjectIdentifiers.id_pkix_ocsp_nonce;

  private Asking() {}

  static CertificateID id(ASN1ObjectIdentifier digest, X509Certificate issuer, long serial) {
    try {
      return new CertificateID(
          new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(digest)),
          new X509CertificateHolder(issuer.getEncoded()),
          BigInteger.valueOf(serial));
    } catch (IOException | GeneralSecurityException | OCSPException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] about(CertificateID... ids) {
    return request(null, ids);
  }

  static byte[] request(Extension extension, CertificateID... ids) {
    OCSPReqBuilder builder = new OCSPReqBuilder();
    for (CertificateID id : ids) {
      builder.addRequest(id);
    }
    if (extension != null) {
      builder.setRequestExtensions(new Extensions(extension));
    }
    try {
      return builder.build().getEncoded();
    } catch (IOException | OCSPException e) {
      throw new AssertionError(e);
    }
  }

  static Extension nonce(int length) {
    byte[] octets = new byte[length];
    java.util.Arrays.fill(octets, (byte) 7);
    try {
      return new Extension(NONCE, false, new DEROctetString(octets).getEncoded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static int status(StatusAnswer answer) {
    return response(answer).getStatus();
  }

  private static OCSPResp response(StatusAnswer answer) {
    try {
      return new OCSPResp(answer.response().bytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The basic response, signed by the certificate that it carries. */
  static BasicOCSPResp read(StatusAnswer answer) {
    try {
      BasicOCSPResp basic = (BasicOCSPResp) response(answer).getResponseObject();
      if (!basic.isSignatureValid(
          new JcaContentVerifierProviderBuilder()
              .setProvider(PROVIDER)
              .build(basic.getCerts()[0]))) {
        throw new AssertionError("the signature does not verify");
      }
      return basic;
    } catch (GeneralSecurityException | OCSPException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }
}
