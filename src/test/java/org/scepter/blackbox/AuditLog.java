package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.scepter.testing.SiteClient;

/** The audit trail as its readers see it. */
record AuditLog(SiteClient site) {
  static AuditLog of(SiteClient site) {
    return new AuditLog(site);
  }

  List<JsonObject> entries() {
    return site.items("audit");
  }

  List<JsonObject> entriesFor(String transaction) {
    return entries().stream()
        .filter(each -> each.getString("transaction", "").equals(transaction))
        .toList();
  }

  static void requireAlarm(JsonObject entry) {
    assertThat(entry.toString().toLowerCase(java.util.Locale.ROOT)).contains("alarm");
  }
}
