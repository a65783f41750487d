package org.scepter.platform.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalFilterTest {
  @Test
  void the_length_of_a_query_is_counted_in_bytes() {
    assertThat(ArrivalFilter.length(null)).isZero();
    assertThat(ArrivalFilter.length("operation=GetCACaps")).isEqualTo(19);
    assertThat(ArrivalFilter.length("a".repeat(65_534))).isEqualTo(ArrivalFilter.MAX_QUERY_BYTES);
    assertThat(ArrivalFilter.length("a".repeat(65_535)))
        .isGreaterThan(ArrivalFilter.MAX_QUERY_BYTES);
    assertThat(ArrivalFilter.length("\u00e9".repeat(40_000)))
        .isGreaterThan(ArrivalFilter.MAX_QUERY_BYTES);
  }

  @Test
  void a_path_in_the_log_is_bounded_and_forges_no_line() {
    assertThat(ArrivalFilter.shown("/certsrv/mscep")).isEqualTo("/certsrv/mscep");
    assertThat(ArrivalFilter.shown("/a\r\nb c\u0000")).isEqualTo("/a??b?c?");
    assertThat(ArrivalFilter.shown("/" + "a".repeat(70_000))).hasSizeLessThan(200);
  }
}
