-- A renewal's expectation is kept as a challenge that nobody was ever told; this says what it renews.
CREATE TABLE renewal (
  challenge_id     VARCHAR(32) NOT NULL PRIMARY KEY,
  renewed          VARCHAR(32) NOT NULL,
  renewed_serial   VARCHAR(40) NOT NULL,
  signer_key       VARCHAR(64) NOT NULL,
  supersede_millis BIGINT,
  recorded_at      BIGINT      NOT NULL
);
CREATE INDEX renewal_of ON renewal (renewed);

-- A renewal names its certificate.
CREATE INDEX enrolment_by_thumbprint ON enrolment (thumbprint);
