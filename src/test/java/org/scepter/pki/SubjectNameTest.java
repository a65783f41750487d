package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectNameTest {
  private static SubjectName commonName(ASN1Encodable value)
      throws UnreadableException, IOException {
    return SubjectName.fromDer(
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, value).build().getEncoded());
  }

  @Test
  void names_are_equal_whatever_string_type_encodes_them() throws Exception {
    SubjectName written = SubjectName.parse("CN=phone-1");

    assertThat(commonName(new DERUTF8String("phone-1"))).isEqualTo(written);
    assertThat(commonName(new DERPrintableString("phone-1"))).isEqualTo(written);
    assertThat(commonName(new DERT61String("phone-1"))).isEqualTo(written);
    assertThat(commonName(new DERBMPString("phone-1")))
        .isEqualTo(written)
        .hasSameHashCodeAs(written);
  }

  @Test
  void order_and_case_make_another_name() throws Exception {
    SubjectName name = SubjectName.parse("CN=a,O=b");

    assertThat(name).isNotEqualTo(SubjectName.parse("O=b,CN=a"));
    assertThat(name).isNotEqualTo(SubjectName.parse("CN=A,O=b"));
    assertThat(name).isNotEqualTo(SubjectName.parse("CN=a+O=b"));
    assertThat(name).isEqualTo(SubjectName.parse("cn=a, o=b"));
    assertThat(SubjectName.parse("CN=a+O=b")).isEqualTo(SubjectName.parse("O=b+CN=a"));
  }

  @Test
  void a_value_that_looks_like_structure_is_not_structure() throws Exception {
    assertThat(commonName(new DERUTF8String("a,O=b"))).isNotEqualTo(SubjectName.parse("CN=a,O=b"));
    assertThat(commonName(new DERUTF8String("a,O=b"))).isEqualTo(SubjectName.parse("CN=a\\,O=b"));
    assertThat(commonName(new DERUTF8String("a,O=b")).commonName()).contains("a,O=b");
  }

  // Bouncy Castle prints these in hex, as if that were their text.
  @Test
  void a_value_that_is_no_text_is_no_text_of_any_kind() throws Exception {
    for (ASN1Encodable value :
        new ASN1Encodable[] {
          new DERUniversalString(new byte[] {0, 0, 0, 65}),
          new DERBitString(new byte[] {1, 2}),
          new DEROctetString(new byte[] {65})
        }) {
      SubjectName name = commonName(value);
      String hex = "#" + Hex.encode(value.toASN1Primitive().getEncoded());

      assertThat(name.text()).isEqualTo("CN=" + hex);
      assertThat(name.commonName()).isEmpty();
      assertThat(name).isNotEqualTo(commonName(new DERUTF8String(hex)));
      assertThat(name).isNotEqualTo(commonName(new DERUTF8String(hex.toUpperCase(Locale.ROOT))));
      assertThat(name).isEqualTo(commonName(value));
    }
  }

  @Test
  void text_and_der_read_back_as_the_same_name() throws Exception {
    for (String written :
        new String[] {
          "CN=phone-1,O=Example", "CN=Büro\\, links,OU=x\\+y,C=DE", "CN=\\#1,E=a@example.test"
        }) {
      SubjectName name = SubjectName.parse(written);
      assertThat(SubjectName.parse(name.text())).isEqualTo(name);
      assertThat(SubjectName.fromDer(name.der().bytes())).isEqualTo(name);
    }
  }

  @Test
  void the_empty_name_is_a_name_without_common_name() throws Exception {
    SubjectName empty = SubjectName.fromDer(new byte[] {0x30, 0});

    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.commonName()).isEmpty();
    assertThat(SubjectName.parse("O=b").commonName()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"phone-1", "=x", "CN", "NOSUCHTHING=x", "CN=a,,O=b"})
  void what_is_no_name_is_unreadable(String written) {
    assertThatThrownBy(() -> SubjectName.parse(written)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void der_that_is_no_name_is_unreadable() {
    for (String hex :
        new String[] {"", "3000ff", "0500", "300130", "30023000", "3080".repeat(40)}) {
      assertThatThrownBy(() -> SubjectName.fromDer(Hex.decode(hex)))
          .as(hex)
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void the_length_is_bounded() throws Exception {
    byte[] fits = description(4075);
    assertThat(fits).hasSize(4096);
    assertThat(SubjectName.fromDer(fits)).isNotNull();

    byte[] over = description(4076);
    assertThatThrownBy(() -> SubjectName.fromDer(over)).isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> SubjectName.parse("DESCRIPTION=" + "x".repeat(4080)))
        .isInstanceOf(UnreadableException.class);
  }

  private static byte[] description(int length) throws IOException {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.DESCRIPTION, new DERUTF8String("x".repeat(length)))
        .build()
        .getEncoded();
  }
}
