package org.scepter.issuing.elsewhere.cmp;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.cmp.CMPException;
import org.bouncycastle.cert.cmp.ProtectedPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessageBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.scepter.platform.KeyEntry;

/** Protection by signatures. */
final class BySignature implements Protecting {
  private final Supplier<KeyEntry> own;
  private final List<X509Certificate> servers;
  private final Provider provider;

  /**
   * @param own what signs, read anew when its file changes
   * @param servers whose keys may sign answers
   */
  BySignature(Supplier<KeyEntry> own, List<X509Certificate> servers, Provider provider) {
    this.own = own;
    this.servers = List.copyOf(servers);
    this.provider = provider;
  }

  @Override
  public GeneralName sender() {
    return new GeneralName(
        X500Name.getInstance(own.get().certificate().getSubjectX500Principal().getEncoded()));
  }

  @Override
  public ProtectedPKIMessage protect(ProtectedPKIMessageBuilder message) throws CMPException {
    KeyEntry key = own.get();
    String algorithm =
        "RSA".equals(key.privateKey().getAlgorithm()) ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      X509CertificateHolder certificate = new JcaX509CertificateHolder(key.certificate());
      Extension identifier = certificate.getExtension(Extension.subjectKeyIdentifier);
      if (identifier != null) {
        message.setSenderKID(
            SubjectKeyIdentifier.getInstance(identifier.getParsedValue()).getKeyIdentifier());
      }
      for (X509Certificate each : key.chain()) {
        message.addCMPCertificate(new JcaX509CertificateHolder(each));
      }
      return message.build(
          new JcaContentSignerBuilder(algorithm).setProvider(provider).build(key.privateKey()));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new CMPException("the client key cannot sign", e);
    }
  }

  @Override
  public boolean isOfTheCa(ProtectedPKIMessage answer) {
    String algorithm =
        new DefaultAlgorithmNameFinder()
            .getAlgorithmName(answer.getProtectionAlgorithm())
            .toUpperCase(Locale.ROOT);
    return !answer.hasPasswordBasedMacProtection()
        && !algorithm.startsWith("SHA1")
        && !algorithm.startsWith("MD")
        && servers.stream().anyMatch(each -> hasSigned(each, answer));
  }

  private boolean hasSigned(X509Certificate server, ProtectedPKIMessage answer) {
    try {
      server.checkValidity();
      return answer.verify(
          new JcaContentVerifierProviderBuilder()
              .setProvider(provider)
              .build(server.getPublicKey()));
    } catch (CMPException | OperatorCreationException | GeneralSecurityException e) {
      return false;
    }
  }
}
