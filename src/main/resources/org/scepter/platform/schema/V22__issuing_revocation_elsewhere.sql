-- Revocations of certificates that another CA has issued, which that CA is to make as well; entered with the revocation itself. tries counts how
-- often it was asked, next_at is before when it is not asked again.
CREATE TABLE other_ca_revocation (
  certificate_id BIGINT        NOT NULL PRIMARY KEY REFERENCES certificate (id) ON DELETE CASCADE,
  state          VARCHAR(16)   NOT NULL,
  tries          INTEGER       NOT NULL,
  detail         VARCHAR(1000) NOT NULL,
  next_at        BIGINT        NOT NULL
);
CREATE INDEX other_ca_revocation_by_state ON other_ca_revocation (state, next_at);
