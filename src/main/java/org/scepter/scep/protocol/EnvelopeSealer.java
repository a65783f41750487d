package org.scepter.scep.protocol;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.cms.PasswordRecipient;
import org.scepter.scep.protocol.cms.Tlv;

/** Seals messageData into an EnvelopedData for one requester (RFC 8894 §3.1, RFC 5652 §6). */
final class EnvelopeSealer {
  static final byte[] RSA_ENCRYPTION =
      Tlv.sequence(Tlv.of(PKCSObjectIdentifiers.rsaEncryption), Tlv.of(DERNull.INSTANCE));
  private static final byte[] ENVELOPED_DATA = Tlv.of(CMSObjectIdentifiers.envelopedData);
  private static final byte[] DATA = Tlv.of(CMSObjectIdentifiers.data);
  private static final byte[] VERSION = Tlv.integer(0);
  private static final byte[] VERSION_WITH_PASSWORD = Tlv.integer(3);
  private static final int IMPLICIT_CONTENT = 0x80;

  private final Provider provider;
  private final SecureRandom random;
  private final PasswordRecipient passwords;

  EnvelopeSealer(Provider provider, SecureRandom random) {
    this.provider = provider;
    this.random = random;
    this.passwords = new PasswordRecipient(provider, random);
  }

  byte[] seal(byte[] messageData, Requester requester) {
    ContentCipher cipher = requester.answerCipher();
    byte[] key = randomBytes(cipher.keyLength());
    byte[] vector = randomBytes(cipher.blockLength());
    try {
      byte[] content = encrypt(messageData, cipher, key, vector);
      return Tlv.sequence(
          ENVELOPED_DATA,
          Tlv.context(
              0,
              Tlv.sequence(
                  requester.canDecrypt() ? VERSION : VERSION_WITH_PASSWORD,
                  Tlv.set(recipient(requester, key)),
                  Tlv.sequence(
                      DATA,
                      Tlv.sequence(Tlv.of(cipher.oid()), Tlv.octets(vector)),
                      Tlv.of(IMPLICIT_CONTENT, content)))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider cannot seal with " + cipher, e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] recipient(Requester requester, byte[] key) throws GeneralSecurityException {
    return requester.canDecrypt()
        ? keyRecipient(requester, key)
        : passwords.seal(
            key, requester.answerCipher(), requester.answerDigest(), requester.password());
  }

  private byte[] keyRecipient(Requester requester, byte[] key) throws GeneralSecurityException {
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
    rsa.init(Cipher.ENCRYPT_MODE, requester.publicKey(), random);
    return Tlv.sequence(
        VERSION,
        Tlv.sequence(
            Tlv.of(requester.name().getName()),
            Tlv.of(new ASN1Integer(requester.name().getSerialNumber().getValue()))),
        RSA_ENCRYPTION,
        Tlv.octets(rsa.doFinal(key)));
  }

  private byte[] encrypt(byte[] messageData, ContentCipher cipher, byte[] key, byte[] vector)
      throws GeneralSecurityException {
    Cipher encryption = Cipher.getInstance(cipher.transformation(), provider);
    encryption.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipher.keyName()), new IvParameterSpec(vector));
    return encryption.doFinal(messageData);
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
