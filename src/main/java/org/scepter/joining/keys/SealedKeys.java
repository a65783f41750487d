package org.scepter.joining.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;

/**
 * A key set that one node alone can open: CMS AuthEnvelopedData (RFC 5083) under AES-256-GCM, to
 * the key of the node's client certificate, by RSAES-OAEP with SHA-256 or by ephemeral ECDH.
 */
public final class SealedKeys {
  /** Longest one that is read, in bytes: two RSA-4096 keys with their chains are 20 KiB. */
  public static final int MAX_LENGTH = 65_536;

  private final Provider provider;
  private final SecureRandom random;

  public SealedKeys(Provider provider, SecureRandom random) {
    this.provider = provider;
    this.random = random;
  }

  /** Seals to the certificate's key, whatever its key usage says of it. */
  public Der seal(RaKeys keys, X509Certificate to) {
    try {
      CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(
          to.getPublicKey() instanceof ECPublicKey key ? agreed(key, to) : transported(to));
      OutputAEADEncryptor cipher =
          (OutputAEADEncryptor)
              new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                  .setProvider(provider)
                  .setSecureRandom(random)
                  .build();
      CMSAuthEnvelopedData sealed =
          generator.generate(new CMSProcessableByteArray(keys.encoded()), cipher);
      return Der.of(sealed.toASN1Structure().getEncoded("DER"));
    } catch (IOException | CMSException | GeneralSecurityException e) {
      throw new IllegalStateException("the keys of the RA cannot be sealed: " + e, e);
    }
  }

  private RecipientInfoGenerator transported(X509Certificate to) throws GeneralSecurityException {
    AlgorithmIdentifier oaep =
        new JcaAlgorithmParametersConverter()
            .getAlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new OAEPParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return new JceKeyTransRecipientInfoGenerator(to, oaep).setProvider(provider);
  }

  private RecipientInfoGenerator agreed(ECPublicKey key, X509Certificate to)
      throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", provider);
    pairs.initialize(key.getParams(), random);
    KeyPair own = pairs.generateKeyPair();
    return new JceKeyAgreeRecipientInfoGenerator(
            CMSAlgorithm.ECDH_SHA256KDF,
            own.getPrivate(),
            own.getPublic(),
            CMSAlgorithm.AES256_WRAP)
        .addRecipient(to)
        .setProvider(provider)
        .setSecureRandom(random);
  }

  /**
   * Opens what was sealed to {@code own}.
   *
   * @throws IOException if it was sealed to somebody else, is too long or no key set
   */
  public RaKeys open(byte[] sealed, KeyEntry own) throws IOException {
    if (sealed.length > MAX_LENGTH) {
      throw new IOException("a sealed key set has at most " + MAX_LENGTH + " bytes");
    }
    X509Certificate certificate = own.certificate();
    boolean agrees = certificate.getPublicKey() instanceof ECPublicKey;
    try {
      for (RecipientInformation each :
          new CMSAuthEnvelopedData(sealed)
              .getRecipientInfos()
              .getRecipients(
                  agrees
                      ? new JceKeyAgreeRecipientId(certificate)
                      : new JceKeyTransRecipientId(certificate))) {
        return RaKeys.decoded(each.getContent(recipient(own.privateKey(), agrees)));
      }
    } catch (CMSException | RuntimeException e) {
      throw new IOException("the sealed key set cannot be opened", e);
    }
    throw new IOException("the key set is sealed to another certificate than this node's");
  }

  private Recipient recipient(PrivateKey key, boolean agrees) {
    return agrees
        ? new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(provider)
        : new JceKeyTransAuthEnvelopedRecipient(key).setProvider(provider);
  }
}
