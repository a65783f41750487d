-- Whether an operator has to approve, and how often a device that waits may poll.
ALTER TABLE challenge ADD COLUMN approval BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE challenge ADD COLUMN retry_seconds BIGINT DEFAULT 60 NOT NULL;

-- Requests that need an operator's word. EXPIRED is no state here: it is WAITING after expires_at.
CREATE TABLE waiting_request (
  enrolment_id      VARCHAR(32)    NOT NULL PRIMARY KEY REFERENCES enrolment (id) ON DELETE CASCADE,
  state             VARCHAR(16)    NOT NULL,
  request_digest    VARCHAR(64)    NOT NULL,
  subject           VARCHAR(16384) NOT NULL,
  subject_alt_names VARCHAR(8192)  NOT NULL,
  key_usage         INTEGER        NOT NULL,
  key_algorithm     VARCHAR(16)    NOT NULL,
  key_bits          INTEGER        NOT NULL,
  created_at        BIGINT         NOT NULL,
  expires_at        BIGINT         NOT NULL,
  decided_at        BIGINT,
  reason            VARCHAR(255)   NOT NULL,
  CONSTRAINT waiting_request_state CHECK (state IN ('WAITING', 'APPROVED', 'DENIED'))
);
CREATE INDEX waiting_request_by_age ON waiting_request (created_at, enrolment_id);

-- The newest pkiMessage of an enrolment whose device was told to poll, sealed to the RA as it came.
CREATE TABLE kept_message (
  enrolment_id   VARCHAR(32) NOT NULL PRIMARY KEY REFERENCES enrolment (id) ON DELETE CASCADE,
  request_digest VARCHAR(64) NOT NULL,
  message        BYTEA       NOT NULL,
  kept_at        BIGINT      NOT NULL,
  CONSTRAINT kept_message_size CHECK (OCTET_LENGTH(message) <= 1048576)
);
CREATE INDEX kept_message_by_age ON kept_message (kept_at);

-- What nobody has told the end of.
CREATE INDEX enrolment_by_outcome ON enrolment (last_outcome, changed_at);
