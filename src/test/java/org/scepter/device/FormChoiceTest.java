package org.scepter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.device.document.DocumentForm;

class FormChoiceTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "JSON",
      value = {
        "*/*, generic, JSON",
        "*/*, ios, APPLE",
        "*/*, macos, APPLE",
        "*/*, windows, WINDOWS",
        "*/*, android, JSON",
        "*/*, linux, SHELL",
        "*/*, cisco-ios, CISCO_IOS",
        "application/json, ios, JSON",
        "application/x-apple-aspen-config, generic, APPLE",
        "text/csv, windows, OMA_URIS",
        "application/vnd.ms-configmgr.scep+xml, windows, CONFIGMGR",
        "text/html application/xhtml+xml */*, ios, APPLE",
        "application/problem+json application/json, ios, JSON",
        "text/x-shellscript application/json, ios, SHELL",
        "text/*, windows, WINDOWS"
      })
  void an_exact_type_counts_and_where_any_will_do_the_platform(
      String acceptable, String platform, DocumentForm form) {
    assertThat(new FormChoice(List.of(acceptable.split(" "))).form(platform).orElse(null))
        .isEqualTo(form);
  }
}
