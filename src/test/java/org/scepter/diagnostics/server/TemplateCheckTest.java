package org.scepter.diagnostics.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepter.diagnostics.Finding;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.Templates;
import org.scepter.issuing.template.Terms;
import org.scepter.pki.KeyUsageMask;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.endpoint.ScepSettings;

class TemplateCheckTest {
  private static final Templates PUBLISHED =
      new Templates(
          List.of(
              template("ScepterDevice", KeyUsageMask.GENERAL_PURPOSE),
              template("ScepterDeviceSignature", KeyUsageMask.SIGNATURE),
              template("ScepterDeviceEncryption", KeyUsageMask.ENCRYPTION)));

  private static Template template(String name, KeyUsageMask usage) {
    return Terms.template(name, 1, terms -> terms.usage = usage);
  }

  private static List<Finding> map(Map<String, String> settings) {
    ScepSettings endpoints =
        ScepSettings.from(new SettingsReader(key -> Optional.ofNullable(settings.get(key))));
    List<Finding> findings = new ArrayList<>();
    endpoints
        .endpoints()
        .values()
        .forEach(endpoint -> TemplateCheck.map(endpoint, PUBLISHED, findings));
    return findings;
  }

  @Test
  void the_usual_map_is_right() {
    assertThat(map(Map.of())).isEmpty();
  }

  @Test
  void a_template_that_is_not_published_is_told_with_its_setting() {
    assertThat(map(Map.of("scepter.scep.endpoint.mscep.encryption-template", "Displayed Name")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.level()).isEqualTo(Finding.Level.FAIL);
              assertThat(it.seen()).contains("mscep names Displayed Name", "not published");
              assertThat(it.cure()).contains("scepter.scep.endpoint.mscep.encryption-template");
            });
  }

  @Test
  void one_of_another_key_usage_is_told_with_both() {
    assertThat(
            map(
                Map.of(
                    "scepter.scep.endpoint.mscep.general-purpose-template",
                    "ScepterDeviceSignature")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.level()).isEqualTo(Finding.Level.WARN);
              assertThat(it.seen()).contains("for the key usage 0xA0, which gives 0x80");
            });
  }
}
