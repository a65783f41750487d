package org.scepter.issuing.elsewhere.cmp;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.PBMParameter;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.cmp.CMPException;
import org.bouncycastle.cert.cmp.ProtectedPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessageBuilder;
import org.bouncycastle.cert.crmf.CRMFException;
import org.bouncycastle.cert.crmf.PKMACBuilder;
import org.bouncycastle.cert.crmf.jcajce.JcePKMACValuesCalculator;
import org.bouncycastle.operator.MacCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.PBEMacCalculatorProvider;
import org.bouncycastle.pkcs.jcajce.JcePBMac1CalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePBMac1CalculatorProviderBuilder;

/** Protection by a secret that the CA knows as well. */
final class ByMac implements Protecting {
  private static final int ITERATIONS = 10_000;
  // An answer that wants more work than this is not looked at.
  private static final int MAX_ITERATIONS = 1_000_000;
  private static final int SALT = 16;

  private final CmpSettings settings;
  private final Supplier<String> secret;
  private final Provider provider;
  private final SecureRandom random;

  /**
   * @param secret the secret, read anew for each message
   */
  ByMac(CmpSettings settings, Supplier<String> secret, Provider provider, SecureRandom random) {
    this.random = random;
    this.settings = settings;
    this.secret = secret;
    this.provider = provider;
  }

  @Override
  public GeneralName sender() {
    return new GeneralName(
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, settings.reference()).build());
  }

  @Override
  public ProtectedPKIMessage protect(ProtectedPKIMessageBuilder message) throws CMPException {
    message.setSenderKID(settings.reference().getBytes(StandardCharsets.UTF_8));
    try {
      return message.build(calculator(secret.get().toCharArray()));
    } catch (OperatorCreationException | CRMFException e) {
      throw new CMPException("the message cannot be protected", e);
    }
  }

  private MacCalculator calculator(char[] word) throws OperatorCreationException, CRMFException {
    return settings.protection() == CmpSettings.Protection.PBMAC1
        ? new JcePBMac1CalculatorBuilder("HmacSHA256", 256)
            .setProvider(provider)
            .setPrf(JcePBMac1CalculatorBuilder.PRF_SHA256)
            .setIterationCount(ITERATIONS)
            .setSaltLength(SALT)
            .build(word)
        : classic().setParameters(parameters()).build(word);
  }

  // Bouncy Castle's own would be SHA-1.
  private PBMParameter parameters() {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return new PBMParameter(
        salt,
        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
        ITERATIONS,
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256));
  }

  private PKMACBuilder classic() {
    return new PKMACBuilder(new JcePKMACValuesCalculator().setProvider(provider), MAX_ITERATIONS);
  }

  @Override
  public boolean isOfTheCa(ProtectedPKIMessage answer) {
    ASN1ObjectIdentifier algorithm = answer.getProtectionAlgorithm().getAlgorithm();
    try {
      if (CMPObjectIdentifiers.passwordBasedMac.equals(algorithm)) {
        return answer.verify(classic(), secret.get().toCharArray());
      }
      return PKCSObjectIdentifiers.id_PBMAC1.equals(algorithm)
          && isBounded(answer.getProtectionAlgorithm().getParameters())
          && answer.verify(modern(), secret.get().toCharArray());
    } catch (CMPException | RuntimeException e) {
      return false;
    }
  }

  private PBEMacCalculatorProvider modern() {
    return new JcePBMac1CalculatorProviderBuilder().setProvider(provider).build();
  }

  private static boolean isBounded(ASN1Encodable parameters) {
    PBMAC1Params mac = PBMAC1Params.getInstance(parameters);
    PBKDF2Params derivation = PBKDF2Params.getInstance(mac.getKeyDerivationFunc().getParameters());
    return derivation.getIterationCount().bitLength() < 31
        && derivation.getIterationCount().intValue() <= MAX_ITERATIONS;
  }
}
