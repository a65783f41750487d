package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.Der;
import org.scepter.scep.protocol.cms.CertificateBundle;

class CertificateBundleTest {
  private static final X509CertificateHolder A = Party.RA.holder();
  private static final X509CertificateHolder B = Party.CLIENT.holder();
  private static final X509CertificateHolder C = Party.OTHER.holder();

  static Stream<List<X509CertificateHolder>> orders() {
    return Stream.of(
        List.of(A),
        List.of(A, B, C),
        List.of(A, C, B),
        List.of(B, A, C),
        List.of(B, C, A),
        List.of(C, A, B),
        List.of(C, B, A));
  }

  private static Der der(X509CertificateHolder certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void certificates_stay_in_the_order_given(List<X509CertificateHolder> order) throws Exception {
    byte[] bundle = CertificateBundle.of(order.stream().map(CertificateBundleTest::der).toList());

    assertThat(CertRepWriterTest.certificates(bundle)).containsExactlyElementsOf(order);
    assertThat(new CMSSignedData(bundle).isCertificateManagementMessage()).isTrue();
    assertThat(ASN1Primitive.fromByteArray(bundle).getEncoded(ASN1Encoding.DL)).isEqualTo(bundle);
  }

  @Test
  void an_empty_bundle_is_our_own_fault() {
    assertThatThrownBy(() -> CertificateBundle.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
