package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Sha256;

class InformationPageTest {
  private static final EndpointName MSCEP = new EndpointName("mscep");

  @Test
  void it_carries_the_title_that_monitoring_looks_for_and_the_fingerprint() {
    String page = InformationPage.of(MSCEP, false, "CN=Trial CA", new Sha256("0a".repeat(32)));

    assertThat(page)
        .contains("<title>Network Device Enrollment Service</title>")
        .contains("<b>mscep</b>")
        .contains("CN=Trial CA")
        .contains("0A:0A:0A");
  }

  @Test
  void names_cannot_carry_markup() {
    String page =
        InformationPage.of(
            MSCEP, false, "CN=<script>\"a\"&'b'</script>", new Sha256("0a".repeat(32)));

    assertThat(page)
        .doesNotContain("<script>")
        .contains("CN=&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;&lt;/script&gt;");
  }

  @Test
  void percent_signs_and_control_characters_do_no_harm() {
    assertThat(InformationPage.of(MSCEP, false, "CN=100%s\u0000\n", new Sha256("0a".repeat(32))))
        .contains("CN=100%s  ");
  }
}
