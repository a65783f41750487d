package org.scepter.testing.clients;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertStore;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jscep.client.ClientException;
import org.jscep.client.EnrollmentResponse;
import org.jscep.client.verification.OptimisticCertificateVerifier;
import org.jscep.transaction.OperationFailureException;
import org.jscep.transaction.TransactionException;
import org.scepter.testing.Eventually;
import org.scepter.testing.Policy;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * jscep, a library: it sends BER, and renews by a PKCSReq that the old certificate signs, since it
 * knows no RenewalReq.
 */
public final class Jscep implements Client {
  private final org.jscep.client.Client client;
  private Optional<Signer> current = Optional.empty();

  Jscep(Bench bench) {
    try {
      this.client =
          new org.jscep.client.Client(
              URI.create(bench.url()).toURL(), new OptimisticCertificateVerifier());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public X509Certificate enrol(Policy policy) {
    KeyPair key = TestKeys.rsa();
    return ask(policy.csr(key), key, Signer.selfSigned(key, policy.subject()));
  }

  @Override
  public X509Certificate renew(Policy policy) {
    KeyPair key = TestKeys.rsa();
    return ask(policy.csrWithoutChallenge(key), key, current.orElseThrow());
  }

  private X509Certificate ask(Csr csr, KeyPair key, Signer signer) {
    try {
      EnrollmentResponse response =
          answered(
              client.enrol(
                  signer.certificate(), signer.key(), new PKCS10CertificationRequest(csr.der())),
              signer);
      if (!response.isSuccess()) {
        throw new AssertionError("jscep was refused: " + response.getFailInfo());
      }
      X509Certificate issued = over(key, response.getCertStore());
      current = Optional.of(new Signer(key.getPrivate(), issued));
      return issued;
    } catch (IOException | ClientException | TransactionException e) {
      throw new AssertionError("jscep gave up", e);
    }
  }

  private EnrollmentResponse answered(EnrollmentResponse first, Signer signer) {
    return first.isPending()
        ? Eventually.get(
            "an answer to jscep's polls",
            Duration.ofSeconds(60),
            () -> Optional.of(poll(first, signer)).filter(answer -> !answer.isPending()))
        : first;
  }

  private EnrollmentResponse poll(EnrollmentResponse first, Signer signer) {
    try {
      return client.poll(
          signer.certificate(),
          signer.key(),
          signer.certificate().getSubjectX500Principal(),
          first.getTransactionId());
    } catch (ClientException | TransactionException e) {
      throw new AssertionError("jscep gave up", e);
    }
  }

  private static X509Certificate over(KeyPair key, CertStore store) {
    return certificates(store).stream()
        .filter(each -> each.getPublicKey().equals(key.getPublic()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no certificate over the key that was certified"));
  }

  private static Collection<X509Certificate> certificates(CertStore store) {
    try {
      return store.getCertificates(null).stream().map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** GetCert for what it enrolled last. */
  public Collection<X509Certificate> getCert() {
    Signer owner = current.orElseThrow();
    try {
      return certificates(
          client.getCertificate(
              owner.certificate(), owner.key(), owner.certificate().getSerialNumber()));
    } catch (ClientException | OperationFailureException e) {
      throw new AssertionError("jscep gets no certificate", e);
    }
  }

  /** GetCRL for what it enrolled last. */
  public X509CRL getCrl() {
    Signer owner = current.orElseThrow();
    try {
      return client.getRevocationList(
          owner.certificate(),
          owner.key(),
          owner.certificate().getIssuerX500Principal(),
          owner.certificate().getSerialNumber());
    } catch (ClientException | OperationFailureException e) {
      throw new AssertionError("jscep gets no CRL", e);
    }
  }
}
