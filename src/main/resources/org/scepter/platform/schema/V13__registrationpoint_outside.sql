-- What an authority outside said when it was told of an enrolment's certificate. An empty reason: it agreed.
CREATE TABLE outside_notice (
  enrolment_id VARCHAR(32)  NOT NULL PRIMARY KEY REFERENCES enrolment (id) ON DELETE CASCADE,
  reason       VARCHAR(64)  NOT NULL,
  detail       VARCHAR(1024) NOT NULL,
  told_at      BIGINT       NOT NULL
);
