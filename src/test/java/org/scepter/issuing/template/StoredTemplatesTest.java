package org.scepter.issuing.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.pki.TemplateName;

class StoredTemplatesTest {
  private static final TemplateName NAME = new TemplateName("WiFi");

  private final TemplatesInMemory records =
      new TemplatesInMemory(List.of(Terms.template("WiFi", 1, terms -> {})));
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private final StoredTemplates templates =
      new StoredTemplates(
          records,
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  private int version() {
    return templates.now().find(NAME).orElseThrow().version();
  }

  private void change() {
    int next = records.find(NAME).orElseThrow().version() + 1;
    assertThat(records.change(Terms.template("WiFi", next, terms -> {}), now)).isTrue();
  }

  @Test
  void the_database_is_asked_once_a_second() {
    for (int i = 0; i < 100; i++) {
      version();
    }
    assertThat(records.reads).isEqualTo(1);
    change();
    assertThat(version()).isEqualTo(1);
    now = now.plusMillis(1000);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void what_this_server_has_changed_counts_at_once() {
    version();
    change();
    templates.changed(new TemplatesChanged());
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void a_clock_that_goes_back_keeps_nothing() {
    version();
    change();
    now = now.minusSeconds(3600);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void an_authorisation_that_another_server_gave_for_a_newer_version_is_not_refused_for_that() {
    version();
    change();
    assertThat(templates.inForce(NAME, 1).orElseThrow().version()).isEqualTo(1);
    assertThat(templates.inForce(NAME, 2).orElseThrow().version()).isEqualTo(2);
    records.publish(NAME, false, now);
    templates.now();
    now = now.plusSeconds(2);
    templates.now();
    records.publish(NAME, true, now);
    assertThat(templates.inForce(NAME, 2).orElseThrow().published()).isTrue();
  }
}
