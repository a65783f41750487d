package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificationRequestTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final KeyPair RSA = rsa();
  private static final KeyPair EC = ec();

  private final List<ASN1Encodable> attributes = new ArrayList<>();
  private final List<ASN1Encodable> extensions = new ArrayList<>();

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    attributes.add(new Attribute(type, new DERSet(values)));
  }

  private void challenge(ASN1Encodable value) {
    attribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, value);
  }

  private void extension(ASN1ObjectIdentifier type, ASN1Encodable value) {
    try {
      extensions.add(new Extension(type, false, value.toASN1Primitive().getEncoded()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private byte[] der(String algorithm, KeyPair keys, AlgorithmParameterSpec pss) {
    return new SigningRequest(algorithm, keys, pss).der(info(keys));
  }

  private byte[] der() {
    return der("SHA256withRSA", RSA, null);
  }

  private ASN1Encodable info(KeyPair keys) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    attributes.forEach(all::add);
    if (!extensions.isEmpty()) {
      all.add(
          new Attribute(
              PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
              new DERSet(sequence(extensions.toArray(ASN1Encodable[]::new)))));
    }
    return new DLSequence(
        new ASN1Encodable[] {
          new ASN1Integer(0),
          new X500Name("CN=phone-1,O=Example"),
          SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
          new DLTaggedObject(false, 0, new DLSet(all))
        });
  }

  private CertificationRequest read() throws UnreadableException {
    return CertificationRequest.read(der());
  }

  private void assertUnreadable(String reason) {
    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void a_bare_request_has_subject_and_key_alone() throws Exception {
    CertificationRequest request = read();

    assertThat(request.subject()).isEqualTo(SubjectName.parse("CN=phone-1,O=Example"));
    assertThat(request.publicKey().bits()).isEqualTo(2048);
    assertThat(request.publicKey().spki().bytes()).isEqualTo(RSA.getPublic().getEncoded());
    assertThat(request.challengePassword()).isEmpty();
    assertThat(request.keyUsage()).isEmpty();
    assertThat(request.extendedKeyUsages()).isEmpty();
    assertThat(request.subjectAltNames()).isEmpty();
    assertThat(request.securityIdentifier()).isEmpty();
  }

  static Stream<ASN1Encodable> string_types() {
    return Stream.of(
        new DERPrintableString("0fA 7+"),
        new DERUTF8String("0fA 7+"),
        new DERIA5String("0fA 7+"),
        new DERT61String("0fA 7+"),
        new DERBMPString("0fA 7+"));
  }

  @ParameterizedTest
  @MethodSource("string_types")
  void a_challenge_in_any_directory_string_is_the_same_challenge(ASN1Encodable value)
      throws Exception {
    challenge(value);

    assertThat(read().challengePassword().orElseThrow().reveal()).isEqualTo("0fA 7+");
  }

  static Stream<ASN1Encodable> no_strings() {
    return Stream.of(
        new DERBitString(new byte[] {1, 2}),
        new DERUniversalString(new byte[] {0, 0, 0, 65}),
        new DEROctetString(new byte[] {65}),
        new ASN1Integer(1234),
        sequence(new DERPrintableString("x")));
  }

  @ParameterizedTest
  @MethodSource("no_strings")
  void a_challenge_that_is_no_string_is_unreadable(ASN1Encodable value) {
    challenge(value);

    assertUnreadable("not a string");
  }

  @Test
  void a_challenge_may_be_as_long_as_intunes_and_no_longer() throws Exception {
    challenge(new DERUTF8String("c".repeat(16_384)));
    assertThat(read().challengePassword()).isPresent();

    attributes.clear();
    challenge(new DERUTF8String("c".repeat(16_385)));
    assertUnreadable("cannot be read");
  }

  @Test
  void an_empty_challenge_is_there_and_empty() throws Exception {
    challenge(new DERPrintableString(""));

    assertThat(read().challengePassword().orElseThrow().isEmpty()).isTrue();
  }

  @Test
  void repeated_attributes_and_values_are_unreadable() {
    challenge(new DERPrintableString("a"));
    challenge(new DERPrintableString("b"));
    assertUnreadable("repeats attribute");

    attributes.clear();
    attribute(
        PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
        new DERPrintableString("a"),
        new DERPrintableString("b"));
    assertUnreadable("cannot be read");

    attributes.clear();
    attribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    assertUnreadable("cannot be read");
  }

  @Test
  void a_repeated_extension_is_unreadable() {
    extension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    extension(Extension.keyUsage, new KeyUsage(KeyUsage.keyEncipherment));

    assertUnreadable("cannot be read");
  }

  @Test
  void two_extension_requests_are_unreadable() {
    extension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    attribute(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"), sequence());

    assertUnreadable("two extension requests");
  }

  @Test
  void an_extension_request_of_microsofts_is_read_alike() throws Exception {
    extension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    attribute(
        new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"),
        sequence(extensions.toArray(ASN1Encodable[]::new)));
    extensions.clear();

    assertThat(read().keyUsage()).hasValue(0x80);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x20, 0xa0, 1, 0x8000, 0x80a0})
  void key_usage_is_read_as_bits(int bits) throws Exception {
    extension(Extension.keyUsage, new KeyUsage(bits));

    assertThat(read().keyUsage()).isEqualTo(OptionalInt.of(bits));
  }

  @Test
  void key_usage_with_unused_bits_spelt_out_is_the_same() throws Exception {
    extension(Extension.keyUsage, new DERBitString(new byte[] {(byte) 0xa0, 0}, 0));
    assertThat(read().keyUsage()).hasValue(0xa0);

    extensions.clear();
    extension(Extension.keyUsage, new DERBitString(new byte[] {(byte) 0xa0, 0, 1}, 0));
    assertUnreadable("unknown bits");
  }

  @Test
  void extended_key_usages_keep_their_order() throws Exception {
    extension(
        Extension.extendedKeyUsage,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {
              KeyPurposeId.id_kp_emailProtection, KeyPurposeId.id_kp_clientAuth
            }));

    assertThat(read().extendedKeyUsages())
        .containsExactly("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2");
  }

  @Test
  void subject_alternative_names_of_all_kinds_are_read_in_order() throws Exception {
    extension(
        Extension.subjectAlternativeName,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "phone-1.example.test"),
              new GeneralName(GeneralName.rfc822Name, "a@example.test"),
              new GeneralName(GeneralName.uniformResourceIdentifier, "urn:x:1"),
              new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "2001:DB8::1"),
              upn("a@example.test"),
              new GeneralName(new X500Name("CN=directory"))
            }));

    assertThat(read().subjectAltNames().subList(0, 6))
        .extracting(SubjectAltName::text)
        .containsExactly(
            "DNS:phone-1.example.test",
            "EMAIL:a@example.test",
            "URI:urn:x:1",
            "IP:10.0.0.1",
            "IP:2001:db8:0:0:0:0:0:1",
            "UPN:a@example.test");
    assertThat(read().subjectAltNames().get(6).kind()).isEqualTo(SubjectAltName.Kind.OTHER);
    assertThat(new SubjectAltName(SubjectAltName.Kind.IP, "2001:db8::1"))
        .isEqualTo(read().subjectAltNames().get(4));
  }

  private static GeneralName upn(String value) {
    return new GeneralName(
        GeneralName.otherName,
        sequence(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"),
            new DERTaggedObject(true, 0, new DERUTF8String(value))));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 8, 17})
  void an_address_of_another_length_is_unreadable(int length) {
    extension(
        Extension.subjectAlternativeName,
        new GeneralNames(
            new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[length]))));

    assertUnreadable("cannot be read");
  }

  @Test
  void counts_are_bounded_at_their_limit() throws Exception {
    extension(Extension.subjectAlternativeName, dnsNames(64));
    assertThat(read().subjectAltNames()).hasSize(64);
    extensions.clear();
    extension(Extension.subjectAlternativeName, dnsNames(65));
    assertUnreadable("more than 64 SANs");

    extensions.clear();
    extension(Extension.extendedKeyUsage, purposes(32));
    assertThat(read().extendedKeyUsages()).hasSize(32);
    extensions.clear();
    extension(Extension.extendedKeyUsage, purposes(33));
    assertUnreadable("more than 32 extended key usages");

    extensions.clear();
    unknownAttributes(32);
    assertThat(read()).isNotNull();
    unknownAttributes(33);
    assertUnreadable("more than 32 attributes");
  }

  private static GeneralNames dnsNames(int count) {
    return new GeneralNames(
        IntStream.range(0, count)
            .mapToObj(i -> new GeneralName(GeneralName.dNSName, "n" + i))
            .toArray(GeneralName[]::new));
  }

  private static ExtendedKeyUsage purposes(int count) {
    return new ExtendedKeyUsage(
        IntStream.range(1, count + 1)
            .mapToObj(i -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.9." + i)))
            .toArray(KeyPurposeId[]::new));
  }

  private void unknownAttributes(int count) {
    attributes.clear();
    for (int i = 0; i < count; i++) {
      attribute(new ASN1ObjectIdentifier("1.3.9." + (i + 1)), new ASN1Integer(i));
    }
  }

  @Test
  void a_security_identifier_is_found_in_extension_and_tag() throws Exception {
    extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2"), sid("S-1-5-21-1"));
    assertThat(read().securityIdentifier()).contains("S-1-5-21-1");

    extension(
        Extension.subjectAlternativeName,
        new GeneralNames(
            new GeneralName(
                GeneralName.uniformResourceIdentifier,
                "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1")));
    assertThat(read().securityIdentifier()).contains("S-1-5-21-1");

    extensions.remove(0);
    extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2"), sid("S-1-5-21-2"));
    assertUnreadable("two different SIDs");
  }

  @Test
  void a_security_identifier_hides_behind_no_other_case() throws Exception {
    extension(
        Extension.subjectAlternativeName,
        new GeneralNames(
            new GeneralName(
                GeneralName.uniformResourceIdentifier,
                "TAG:Microsoft.com,2022-09-14:SID:S-1-5-21-1")));

    assertThat(read().securityIdentifier()).contains("S-1-5-21-1");
  }

  private static GeneralNames sid(String value) {
    return new GeneralNames(
        new GeneralName(
            GeneralName.otherName,
            sequence(
                new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2.1"),
                new DERTaggedObject(
                    true, 0, new DEROctetString(value.getBytes(StandardCharsets.UTF_8))))));
  }

  @Test
  void a_nesting_bomb_is_unreadable_wherever_it_hides() {
    byte[] bomb = Hex.decode("3080".repeat(10_000) + "0000".repeat(10_000));
    assertThatThrownBy(() -> CertificationRequest.read(bomb))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("nested");

    for (ASN1ObjectIdentifier type :
        List.of(
            Extension.subjectAlternativeName,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2"))) {
      extensions.clear();
      extensions.add(sequence(type, new DEROctetString(bomb)));
      assertUnreadable("nested");
    }
  }

  @Test
  void the_length_is_bounded() {
    byte[] huge = new byte[CertificationRequest.MAX_DER_LENGTH + 1];

    assertThatThrownBy(() -> CertificationRequest.read(huge))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("longer than 65536");
  }

  @Test
  void every_truncation_is_unreadable() {
    challenge(new DERPrintableString("a"));
    extension(Extension.subjectAlternativeName, dnsNames(2));
    byte[] whole = der();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CertificationRequest.read(cut))
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void no_secret_is_printed() throws Exception {
    challenge(new DERPrintableString("verysecret"));

    assertThat(read().toString()).doesNotContain("verysecret");
    assertThat(read().challengePassword().toString()).doesNotContain("verysecret");
  }

  // ---- proof of possession

  private boolean holds(byte[] der, boolean allowSha1Digest) throws UnreadableException {
    return CertificationRequest.read(der).isSignedByItsKey(PROVIDER, allowSha1Digest);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256withRSA, true, true",
    "SHA384withRSA, true, true",
    "SHA512withRSA, true, true",
    "SHA1withRSA, false, true",
    "MD5withRSA, false, false",
    "SHA224withRSA, false, false"
  })
  void rsa_signatures_are_taken_by_their_digest(String algorithm, boolean strict, boolean weak)
      throws Exception {
    byte[] der = der(algorithm, RSA, null);

    assertThat(holds(der, false)).isEqualTo(strict);
    assertThat(holds(der, true)).isEqualTo(weak);
  }

  @ParameterizedTest
  @CsvSource({"SHA256withECDSA, true", "SHA512withECDSA, true", "SHA1withECDSA, false"})
  void ecdsa_signatures_are_taken_by_their_digest(String algorithm, boolean strict)
      throws Exception {
    assertThat(holds(der(algorithm, EC, null), false)).isEqualTo(strict);
    assertThat(holds(der(algorithm, EC, null), true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SHA-256, SHA-256, true", "SHA-512, SHA-512, true", "SHA-1, SHA-1, false"})
  void pss_is_taken_by_the_digest_in_its_parameters(
      String digest, String maskDigest, boolean strict) throws Exception {
    byte[] der =
        der(
            "RSASSA-PSS",
            RSA,
            new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(maskDigest), 20, 1));

    assertThat(holds(der, false)).isEqualTo(strict);
  }

  // Who verifies sets the salt's length aside, before any challenge has been looked at.
  @ParameterizedTest
  @ValueSource(longs = {-1, 1025, 500_000_000, Integer.MAX_VALUE, 1L << 32})
  void a_salt_that_no_key_has_room_for_does_not_hold(long length) throws Exception {
    AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    AlgorithmIdentifier pss =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            new RSASSAPSSparams(
                sha256,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                new ASN1Integer(length),
                RSASSAPSSparams.DEFAULT_TRAILER_FIELD));

    assertThat(holds(sequence(info(RSA), pss, new DERBitString(new byte[256])).getEncoded(), true))
        .isFalse();
  }

  @Test
  void another_keys_signature_and_a_changed_request_do_not_hold() throws Exception {
    KeyPair other = rsa();
    byte[] foreign = new SigningRequest("SHA256withRSA", other, null).der(info(RSA));
    assertThat(holds(foreign, true)).isFalse();

    byte[] changed = der();
    int at = new String(changed, StandardCharsets.ISO_8859_1).indexOf("phone-1");
    changed[at] = 'P';
    assertThat(holds(changed, true)).isFalse();
  }

  @Test
  void attributes_out_of_ders_order_are_verified_as_they_were_signed() throws Exception {
    attribute(new ASN1ObjectIdentifier("1.3.9.2"), new DERUTF8String("long ".repeat(9)));
    attribute(new ASN1ObjectIdentifier("1.3.9.1"), new ASN1Integer(BigInteger.ONE));

    assertThat(holds(der(), false)).isTrue();
  }
}
