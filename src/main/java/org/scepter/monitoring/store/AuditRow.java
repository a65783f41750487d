package org.scepter.monitoring.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.scepter.monitoring.AuditEntry;
import org.scepter.platform.Happening;

/** Read only: entries are inserted by one statement and never changed. */
@Entity
@Table(name = "audit_entry")
class AuditRow {
  @Id private long id;

  @Column(name = "happened_at")
  private Instant at;

  private String actor;
  private String listener;
  private String address;
  private String action;

  @Column(name = "object_name")
  private String objectName;

  @Enumerated(EnumType.STRING)
  private Happening.Outcome outcome;

  private String reason;

  @Column(name = "transaction_id")
  private String transaction;

  AuditEntry toEntry() {
    return new AuditEntry(
        id, at, actor, listener, address, action, objectName, outcome, reason, transaction);
  }
}
