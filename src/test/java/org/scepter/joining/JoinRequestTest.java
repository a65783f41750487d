package org.scepter.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.scepter.issuing.est.NodeCertificates.Purpose;
import org.scepter.pki.Der;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.testing.scep.TestKeys;

class JoinRequestTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static Der request(KeyPair asks, PrivateKey signs) throws Exception {
    return request(asks, signs, false);
  }

  private static Der request(KeyPair asks, PrivateKey signs, boolean isCa) throws Exception {
    Extension constraints =
        new Extension(Extension.basicConstraints, true, new BasicConstraints(isCa).getEncoded());
    return Der.of(
        new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=x"), asks.getPublic())
            .addAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(constraints))
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(signs))
            .getEncoded());
  }

  private static Result<JoinRequest> read(List<Der> requests) {
    Lines lines = Lines.empty();
    Iterator<Purpose> purposes = EnumSet.allOf(Purpose.class).iterator();
    requests.forEach(each -> lines.with(JoinRequest.line(purposes.next()), each));
    return read(lines.written());
  }

  private static Result<JoinRequest> read(String text) {
    return JoinRequest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isFit(List<Der> requests) {
    return read(requests).fold(problem -> false, request -> request.isFit(PROVIDER));
  }

  private static int status(Result<JoinRequest> result) {
    return result.fold(Problem::status, request -> 200);
  }

  @Test
  void three_keys_that_sign_for_themselves_are_fit() throws Exception {
    KeyPair one = rsa(2048);
    KeyPair two = rsa(2048);
    KeyPair three = rsa(2048);
    KeyPair weak = rsa(1024);
    Der first = request(one, one.getPrivate());
    Der second = request(two, two.getPrivate());

    assertThat(isFit(List.of(first, second, request(three, three.getPrivate())))).isTrue();
    assertThat(isFit(List.of(first, second, second))).as("the same key twice").isFalse();
    assertThat(isFit(List.of(first, second, request(three, one.getPrivate()))))
        .as("another one's key")
        .isFalse();
    assertThat(isFit(List.of(first, second, request(weak, weak.getPrivate()))))
        .as("a short key")
        .isFalse();
    KeyPair roca = TestKeys.roca();
    assertThat(isFit(List.of(first, second, request(roca, roca.getPrivate()))))
        .as("a key that strangers can compute")
        .isFalse();
    assertThat(isFit(List.of(first, second, request(three, three.getPrivate(), true))))
        .as("a CA")
        .isFalse();
    assertThat(status(read(List.of(first, second)))).as("one is missing").isEqualTo(400);
  }

  @Test
  void what_is_no_request_is_refused_within_bounds() {
    assertThat(status(read(""))).isEqualTo(400);
    assertThat(status(read("tls-public=!"))).isEqualTo(400);
    assertThat(status(read("a=\\u00"))).isEqualTo(400);
    assertThat(status(read("a".repeat(JoinRequest.MAX_LENGTH + 1)))).isEqualTo(413);
  }
}
