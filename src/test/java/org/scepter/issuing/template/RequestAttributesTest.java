package org.scepter.issuing.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.TemplateName;

class RequestAttributesTest {
  /** What a template says, and the attributes in hex: extensionRequest with a critical keyUsage. */
  private record Row(String what, Consumer<Terms> change, List<String> attributes) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static final String RSA = "06092a864886f70d010101";
  private static final String EC = "06072a8648ce3d0201";

  private static String usage(String octet) {
    String unused = octet.equals("80") ? "07" : "05";
    return "301f06092a864886f70d01090e31123010300e0603551d0f0101ff04040302" + unused + octet;
  }

  static Stream<Row> table() {
    return Stream.of(
        new Row("any key", it -> {}, List.of(usage("a0"))),
        new Row("signature", it -> it.usage = KeyUsageMask.SIGNATURE, List.of(usage("80"))),
        new Row("encryption", it -> it.usage = KeyUsageMask.ENCRYPTION, List.of(usage("20"))),
        new Row(
            "RSA alone",
            it -> {
              it.types = Set.of(Algorithm.RSA);
              it.rsaBits = 3072;
            },
            List.of("3011" + RSA + "310402020c00", usage("a0"))),
        new Row(
            "EC alone, with a digest",
            it -> {
              it.types = Set.of(Algorithm.EC);
              it.ecBits = 384;
              it.hash = RequestHash.SHA_384;
            },
            List.of("3012" + EC + "310706052b81040022", "06082a8648ce3d040303", usage("a0"))),
        new Row(
            "a digest with any key is left out",
            it -> it.hash = RequestHash.SHA_512,
            List.of(usage("a0"))),
        new Row(
            "RSA alone, with a digest",
            it -> {
              it.types = Set.of(Algorithm.RSA);
              it.hash = RequestHash.SHA_256;
            },
            List.of("3011" + RSA + "310402020800", "06092a864886f70d01010b", usage("a0"))));
  }

  @ParameterizedTest
  @MethodSource("table")
  void a_template_asks_for_what_it_alone_settles(Row row) {
    Der said = RequestAttributes.of(Terms.template("T", 1, row.change()).terms());

    String content = String.join("", row.attributes());
    assertThat(Hex.encode(said.bytes()))
        .isEqualTo("30" + Hex.encode(new byte[] {(byte) (content.length() / 2)}) + content);
  }

  @Test
  void of_a_template_that_gives_devices_nothing_nothing_is_said() {
    Templates templates =
        new Templates(
            List.of(
                Terms.template("T", 1, it -> {}),
                Terms.template("Other", 1, it -> {}).withPublished(false)));

    assertThat(RequestAttributes.of(templates, new TemplateName("T"))).isPresent();
    assertThat(RequestAttributes.of(templates, new TemplateName("Other"))).isEmpty();
    assertThat(RequestAttributes.of(templates, new TemplateName("Nonsense"))).isEmpty();
  }
}
