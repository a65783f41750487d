-- Client certificates of NDES nodes that may ask the registration point.
CREATE TABLE ndes_registration (
  sha256        VARCHAR(64)   NOT NULL PRIMARY KEY,
  name          VARCHAR(64)   NOT NULL,
  subject       VARCHAR(4096) NOT NULL,
  not_before    BIGINT        NOT NULL,
  not_after     BIGINT        NOT NULL,
  registered_at BIGINT        NOT NULL,
  ended         BOOLEAN       NOT NULL
);

-- What was handed out, as a MAC, and what the request that brings it must look like.
-- live_slot names device and profile while the challenge is the live one of the two; its uniqueness
-- is what makes "one live challenge" true between concurrent check-ins.
CREATE TABLE challenge (
  id                  VARCHAR(32)   NOT NULL PRIMARY KEY,
  mac                 VARCHAR(64)   NOT NULL UNIQUE,
  live_slot           VARCHAR(64)   UNIQUE,
  state               VARCHAR(16)   NOT NULL,
  endpoint            VARCHAR(32)   NOT NULL,
  device              VARCHAR(255)  NOT NULL,
  profile             VARCHAR(255)  NOT NULL,
  template            VARCHAR(64)   NOT NULL,
  template_version    INTEGER       NOT NULL,
  subject             BYTEA         NOT NULL,
  subject_alt_names   VARCHAR(8192) NOT NULL,
  security_identifier VARCHAR(255)  NOT NULL,
  key_usage           INTEGER       NOT NULL,
  extended_key_usages VARCHAR(8192) NOT NULL,
  key_algorithm       VARCHAR(16)   NOT NULL,
  minimum_key_bits    INTEGER       NOT NULL,
  validity            VARCHAR(64)   NOT NULL,
  issued_at           BIGINT        NOT NULL,
  expires_at          BIGINT        NOT NULL,
  changed_at          BIGINT        NOT NULL,
  bound_key           VARCHAR(64),
  bound_at            BIGINT,
  revocation_cause    VARCHAR(16),
  revocation_why      VARCHAR(255)
);
CREATE INDEX challenge_of_device ON challenge (device, profile);
CREATE INDEX challenge_by_age ON challenge (issued_at, id);
CREATE INDEX challenge_by_change ON challenge (changed_at);

-- One endpoint, one challenge, one public key: at most one certificate, ever.
CREATE TABLE enrolment (
  id              VARCHAR(32)   NOT NULL PRIMARY KEY,
  endpoint        VARCHAR(32)   NOT NULL,
  challenge_id    VARCHAR(32)   NOT NULL,
  key_digest      VARCHAR(64)   NOT NULL,
  device          VARCHAR(255)  NOT NULL,
  profile         VARCHAR(255)  NOT NULL,
  asked_by        VARCHAR(40)   NOT NULL,
  last_outcome    VARCHAR(16)   NOT NULL,
  created_at      BIGINT        NOT NULL,
  changed_at      BIGINT        NOT NULL,
  thumbprint      VARCHAR(40),
  serial_number   VARCHAR(40),
  not_before      BIGINT,
  not_after       BIGINT,
  UNIQUE (challenge_id, key_digest, endpoint)
);
CREATE INDEX enrolment_by_change ON enrolment (changed_at);

-- The transactionIDs under which an enrolment was asked for.
CREATE TABLE transaction_alias (
  endpoint       VARCHAR(32)  NOT NULL,
  transaction_id VARCHAR(256) NOT NULL,
  enrolment_id   VARCHAR(32)  NOT NULL REFERENCES enrolment (id) ON DELETE CASCADE,
  request_digest VARCHAR(64)  NOT NULL,
  created_at     BIGINT       NOT NULL,
  PRIMARY KEY (endpoint, transaction_id, enrolment_id)
);
CREATE INDEX transaction_alias_of_enrolment ON transaction_alias (enrolment_id);
