-- Passwords that mscep_admin gave out, as MACs. The first key that brings one takes it; from then on it is a row of
-- challenge with the same id. key_usage 0 and an empty subject leave the request free.
CREATE TABLE one_time_password (
  id         VARCHAR(32)   NOT NULL PRIMARY KEY,
  mac        VARCHAR(64)   NOT NULL UNIQUE,
  endpoint   VARCHAR(32)   NOT NULL,
  key_usage  INTEGER       NOT NULL,
  subject    VARCHAR(8192) NOT NULL,
  issued_at  BIGINT        NOT NULL,
  expires_at BIGINT        NOT NULL,
  bound_key  VARCHAR(64),
  bound_at   BIGINT
);
CREATE INDEX one_time_password_unused ON one_time_password (endpoint, expires_at);
CREATE INDEX one_time_password_by_end ON one_time_password (expires_at);

-- One row for each endpoint, locked while a password is added, so that no two callers fill the last place.
CREATE TABLE password_cache (
  endpoint VARCHAR(32) NOT NULL PRIMARY KEY,
  issued   BIGINT      NOT NULL
);
