-- How many requests that brought the challenge were refused, and when another key came with it.
ALTER TABLE challenge ADD COLUMN failures INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE challenge ADD COLUMN contested_at BIGINT;
CREATE INDEX challenge_by_state ON challenge (state, expires_at);
CREATE INDEX challenge_of_profile ON challenge (profile, id);

-- Acts on many challenges at once, done in batches; after_id is the last challenge that was looked at.
-- Empty texts do not narrow the choice.
CREATE TABLE challenge_run (
  id           VARCHAR(32)  NOT NULL PRIMARY KEY,
  act          VARCHAR(16)  NOT NULL,
  state        VARCHAR(16)  NOT NULL,
  profile      VARCHAR(255) NOT NULL,
  collection   VARCHAR(255) NOT NULL,
  chosen       VARCHAR(64)  NOT NULL,
  seconds      BIGINT       NOT NULL,
  why          VARCHAR(255) NOT NULL,
  started_by   VARCHAR(255) NOT NULL,
  started_at   BIGINT       NOT NULL,
  changed_at   BIGINT       NOT NULL,
  after_id     VARCHAR(32)  NOT NULL,
  total        BIGINT       NOT NULL,
  looked_at    BIGINT       NOT NULL,
  done         BIGINT       NOT NULL
);
CREATE INDEX challenge_run_by_state ON challenge_run (state, started_at);
