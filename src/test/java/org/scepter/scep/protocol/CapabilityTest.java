package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilityTest {
  @Test
  void capabilities_are_written_a_line_each_in_the_rfcs_spelling() {
    assertThat(Capability.text(List.of(Capability.values())))
        .isEqualTo(
            """
            POSTPKIOperation
            Renewal
            SHA-512
            SHA-384
            SHA-256
            SHA-1
            DES3
            AES
            SCEPStandard
            GetNextCACert
            """);
  }

  @Test
  void no_capabilities_are_an_empty_text() {
    assertThat(Capability.text(List.of())).isEmpty();
  }
}
