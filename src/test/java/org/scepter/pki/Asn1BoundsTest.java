package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Asn1BoundsTest {
  private static final Asn1Bounds BOUNDS = new Asn1Bounds(64, 3, 5);

  private static void check(String hex) throws UnreadableException {
    BOUNDS.check(Hex.decode(hex.replace(" ", "")));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "0500, a primitive",
    "3000, an empty sequence",
    "3080 0000, an empty sequence of indefinite length",
    "308100, a length in a longer form than needed",
    "3006 3004 3002 0500, three deep and four elements",
    "3080 3080 3080 0000 0000 0000, three deep with indefinite lengths",
    "3080 3002 0500 0000, definite inside indefinite",
    "3004 3080 0000, indefinite inside definite",
    "3008 0500 0500 0500 0500, five elements",
    "2480 0401aa 0401bb 0000, an octet string in pieces",
    "a003 020101, a tagged value"
  })
  void one_whole_value_within_bounds_passes(String hex, String what) {
    assertThatCode(() -> check(hex)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "'', cut off",
    "30, cut off",
    "3080, cut off",
    "3080 00, cut off",
    "3080 0500, cut off",
    "3082 01, cut off",
    "3002 05, beyond the bytes",
    "0502 00, beyond the bytes",
    "3003 0504 00, beyond the bytes",
    "30847fffffff, beyond the bytes",
    "3084ffffffff, beyond the bytes",
    "308500000000 00, more than 4 octets",
    "30ff, more than 4 octets",
    "0480 0000, primitive value of indefinite length",
    "0000, end of contents",
    "3002 0000, end of contents",
    "3080 0001 00, end of contents",
    "3080 0080, end of contents",
    "1f8101 00, tag number",
    "bf8101 00, tag number",
    "0500 00, bytes follow",
    "3080 0000 00, bytes follow",
    "3008 3006 3004 3002 0500, nested more than 3",
    "3080 3080 3080 3080, nested more than 3",
    "300a 0500 0500 0500 0500 0500, more than 5"
  })
  void anything_else_is_unreadable(String hex, String reason) {
    assertThatThrownBy(() -> check(hex))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void the_length_is_bounded_before_anything_is_looked_at() {
    assertThatCode(() -> check("043e" + "00".repeat(62))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("043f" + "00".repeat(63)))
        .hasMessageContaining("longer than 64");
  }

  @Test
  void a_hundred_thousand_levels_cost_no_stack() {
    Asn1Bounds wide = new Asn1Bounds(1_000_000, 24, 1_000_000);

    assertThatThrownBy(() -> wide.check(Hex.decode("3080".repeat(100_000))))
        .isInstanceOf(UnreadableException.class);
  }

  @RepeatedTest(50)
  void whatever_is_well_formed_passes_as_it_does_with_bouncy_castle(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Asn1Bounds bounds = new Asn1Bounds(4096, 16, 400);
    for (int i = 0; i < 400; i++) {
      byte[] value = Hex.decode(value(random, 6));
      assertThatCode(() -> bounds.check(value)).doesNotThrowAnyException();
      assertThatCode(() -> ASN1Primitive.fromByteArray(value)).doesNotThrowAnyException();
    }
  }

  private static String value(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      String content = "ab".repeat(random.nextInt(4));
      return "04" + length(content) + content;
    }
    StringBuilder content = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      content.append(value(random, depth - 1));
    }
    String tag = random.nextBoolean() ? "30" : "a0";
    return random.nextBoolean() && tag.equals("30")
        ? tag + "80" + content + "0000"
        : tag + length(content.toString()) + content;
  }

  private static String length(String content) {
    int length = content.length() / 2;
    return length < 0x80
        ? "%02x".formatted(length)
        : length < 0x100 ? "81%02x".formatted(length) : "82%04x".formatted(length);
  }
}
