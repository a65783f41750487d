package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit at its value and one below it. */
class RequestLimitsTest {
  private static final KeyPair KEYS = keys();
  private static final byte[] REQUEST = request();

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Three attributes, three SANs, two purposes, a subject of four parts. */
  private static byte[] request() {
    PKCS10CertificationRequestBuilder builder =
        new JcaPKCS10CertificationRequestBuilder(
            new X500Name("CN=a,OU=b,O=c,C=DE"), KEYS.getPublic());
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              IntStream.range(0, 3)
                  .mapToObj(i -> new GeneralName(GeneralName.dNSName, "n" + i))
                  .toArray(GeneralName[]::new)));
      extensions.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {
                KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection
              }));
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
      builder.addAttribute(new ASN1ObjectIdentifier("1.3.9.1"), new ASN1Integer(1));
      builder.addAttribute(new ASN1ObjectIdentifier("1.3.9.2"), new ASN1Integer(2));
      return builder
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate()))
          .getEncoded();
    } catch (java.io.IOException | org.bouncycastle.operator.OperatorException e) {
      throw new AssertionError(e);
    }
  }

  private static Arguments limit(String what, int needed, IntFunction<RequestLimits> limits) {
    return Arguments.of(what, needed, limits);
  }

  static Stream<Arguments> limits() throws Exception {
    int name = new X500Name("CN=a,OU=b,O=c,C=DE").getEncoded().length;
    return Stream.of(
        limit("longer than", REQUEST.length, n -> new RequestLimits(n, 32, 64, 32, 4096, 32)),
        limit("attributes", 3, n -> new RequestLimits(65_536, n, 64, 32, 4096, 32)),
        limit("SANs", 3, n -> new RequestLimits(65_536, 32, n, 32, 4096, 32)),
        limit("extended key usages", 2, n -> new RequestLimits(65_536, 32, 64, n, 4096, 32)),
        limit("bytes in its subject", name, n -> new RequestLimits(65_536, 32, 64, 32, n, 32)),
        limit("parts in its subject", 4, n -> new RequestLimits(65_536, 32, 64, 32, 4096, n)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void holds_at_its_value_and_refuses_one_more(
      String what, int needed, IntFunction<RequestLimits> limits) throws Exception {
    assertThat(CertificationRequest.read(REQUEST, limits.apply(needed)).subjectAltNames())
        .hasSize(3);

    assertThatThrownBy(() -> CertificationRequest.read(REQUEST, limits.apply(needed - 1)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(what);
  }

  @Test
  void limits_beyond_what_the_types_hold_are_our_own_fault() {
    RequestLimits most = RequestLimits.standard();

    assertThat(most).isEqualTo(new RequestLimits(65_536, 32, 64, 32, 4096, 32));
    for (int i = 0; i < 6; i++) {
      int[] values = {65_536, 32, 64, 32, 4096, 32};
      values[i]++;
      assertThatThrownBy(() -> limits(values)).isInstanceOf(IllegalArgumentException.class);
      values[i] = 0;
      assertThatThrownBy(() -> limits(values)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static RequestLimits limits(int... values) {
    return new RequestLimits(values[0], values[1], values[2], values[3], values[4], values[5]);
  }
}
