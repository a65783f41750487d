-- The audit trail: rows are inserted and read, never updated; see AuditStore.
CREATE TABLE audit_entry (
  id             BIGINT        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at    BIGINT        NOT NULL,
  actor          VARCHAR(256)  NOT NULL,
  listener       VARCHAR(16)   NOT NULL,
  address        VARCHAR(64)   NOT NULL,
  action         VARCHAR(64)   NOT NULL,
  object_name    VARCHAR(512)  NOT NULL,
  outcome        VARCHAR(16)   NOT NULL,
  reason         VARCHAR(1024) NOT NULL,
  transaction_id VARCHAR(256)  NOT NULL
);
CREATE INDEX audit_entry_happened_at ON audit_entry (happened_at);
CREATE INDEX audit_entry_object ON audit_entry (object_name, id);
CREATE INDEX audit_entry_action ON audit_entry (action, id);

-- Which node runs a job; see JobLeases.
CREATE TABLE job_lease (
  name       VARCHAR(64)  NOT NULL PRIMARY KEY,
  holder     VARCHAR(128) NOT NULL,
  held_until BIGINT       NOT NULL
);
