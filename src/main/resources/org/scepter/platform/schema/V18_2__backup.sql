-- That this database was put back, from when it was, and when; settled_at once what follows from it is done.
CREATE TABLE restoration (
  id          VARCHAR(32) NOT NULL PRIMARY KEY,
  taken_at    BIGINT      NOT NULL,
  restored_at BIGINT      NOT NULL,
  settled_at  BIGINT
);
