-- What was asked of another CA for an enrolment and is not settled yet; committed before anything is sent. Once there is a certificate, that
-- stands in table certificate and the row is deleted. reference is the other CA's name for it; ask_at is before when nobody asks again.
CREATE TABLE other_ca_order (
  enrolment_id   VARCHAR(32)   NOT NULL PRIMARY KEY,
  key_digest     VARCHAR(64)   NOT NULL,
  request_digest VARCHAR(64)   NOT NULL,
  state          VARCHAR(16)   NOT NULL,
  reference      VARCHAR(512)  NOT NULL,
  detail         VARCHAR(1000) NOT NULL,
  sent_at        BIGINT        NOT NULL,
  ask_at         BIGINT        NOT NULL
);
CREATE INDEX other_ca_order_by_state ON other_ca_order (state, sent_at);
