package org.scepter.monitoring.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsInForceTest {
  @ParameterizedTest
  @CsvSource({
    "scepter.roles,true",
    "scepter.tls.public.password-file,true",
    "scepter.scep.endpoint.mscep.authority,true",
    "scepter.some.password,false",
    "scepter.some.client-secret,false",
    "SCEPTER_ROLES,true",
    "SCEPTER_SOME_PASSWORD,false",
    "java.home,false",
  })
  void settings_of_ours_are_shown_unless_they_are_secrets(String name, boolean isShown) {
    assertThat(SettingsInForce.isShown(name)).isEqualTo(isShown);
  }
}
