package org.scepter.pki;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.Provider;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Whatever comes, it is read or unreadable; nothing else is thrown and nothing secret printed. */
class CertificationRequestFuzzTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  // Of a key that was made for this and thrown away: a provider refuses what has small factors, and
  // then no signature is looked at.
  private static final BigInteger MODULUS =
      new BigInteger(
          "ae6cd8756d8619ac4a66de022507d7ed62e390997397c1cceb5cc16eaa640185"
              + "8530bd186e7dc309184c2dc2d745a1880470ad66f32d562b1431a6f61cb8e056"
              + "b28a22874462336344dad88be1d1bd34df9ec48a33f96434b46eff9546ba9fdd"
              + "6e6ce2e80194d7391ad13ae1d0020b56d314d2228c7b11bcbcc1e5f25a1407eb",
          16);

  private static final SubjectPublicKeyInfo KEY = key();
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

  private static SubjectPublicKeyInfo key() {
    try {
      return new SubjectPublicKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          new RSAPublicKey(MODULUS, BigInteger.valueOf(65537)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void read(byte[] der) {
    CertificationRequest request;
    try {
      request = CertificationRequest.read(der);
    } catch (UnreadableException e) {
      return;
    }
    boolean taken = request.isSignedByItsKey(PROVIDER, true);
    if (request.isSignedByItsKey(PROVIDER, false) && !taken) {
      throw new AssertionError("allowing more refuses nothing");
    }
    request.challengePassword().ifPresent(CertificationRequestFuzzTest::requireSecret);
    if (request.toString().isEmpty() || request.subject().text() == null) {
      throw new AssertionError("a request can be shown");
    }
  }

  private static void requireSecret(ChallengePassword challenge) {
    if (!challenge.toString().equals("***")
        || challenge.reveal().length() > ChallengePassword.MAX_LENGTH) {
      throw new AssertionError("a challenge is short and never printed");
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_bytes_are_a_request_or_unreadable(byte[] der) {
    read(der);
  }

  @FuzzTest(maxDuration = "30s")
  void any_challenge_attribute_is_a_challenge_or_unreadable(byte[] value) {
    read(
        request(
            tlv(
                0x30,
                encoded(PKCSObjectIdentifiers.pkcs_9_at_challengePassword),
                tlv(0x31, value))));
  }

  @FuzzTest(maxDuration = "30s")
  void any_alternative_name_is_a_name_or_unreadable(byte[] value) {
    read(requesting(Extension.subjectAlternativeName, value));
  }

  @FuzzTest(maxDuration = "30s")
  void any_security_identifier_is_one_or_unreadable(byte[] value) {
    read(requesting(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2"), value));
  }

  @FuzzTest(maxDuration = "30s")
  void any_name_is_a_name_or_unreadable(byte[] value) {
    SubjectName name;
    try {
      name = SubjectName.fromDer(value);
    } catch (UnreadableException e) {
      return;
    }
    if (name.text() == null || (name.isEmpty() && name.commonName().isPresent())) {
      throw new AssertionError("a name can be shown");
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_key_is_a_key_or_unreadable(byte[] value) {
    try {
      PublicKeyInfo.read(value).toPublicKey(PROVIDER);
    } catch (UnreadableException e) {
      return;
    }
  }

  // Parameters are the sender's, and a provider believes them before it looks at the signature.
  @FuzzTest(maxDuration = "30s")
  void any_signature_algorithm_is_taken_or_not(byte[] algorithm) {
    read(request(tlv(0xa0), algorithm));
  }

  private static byte[] requesting(ASN1ObjectIdentifier type, byte[] value) {
    byte[] extension = tlv(0x30, encoded(type), tlv(0x04, value));
    return request(
        tlv(
            0x30,
            encoded(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest),
            tlv(0x31, tlv(0x30, extension))));
  }

  private static byte[] request(byte[] attribute) {
    return request(tlv(0xa0, attribute), encoded(ALGORITHM));
  }

  private static byte[] request(byte[] attributes, byte[] algorithm) {
    return tlv(
        0x30,
        tlv(0x30, encoded(new ASN1Integer(0)), tlv(0x30), encoded(KEY), attributes),
        algorithm,
        tlv(0x03, new byte[] {0, 1, 2, 3}));
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    all.write(0x83);
    all.write(content.size() >> 16);
    all.write(content.size() >> 8);
    all.write(content.size());
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }
}
