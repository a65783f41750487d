-- Which certificates are revoked, from when on; the time may lie ahead. listed_in is the number of the first CRL that names it, 0 before.
CREATE TABLE revocation (
  certificate_id BIGINT      NOT NULL PRIMARY KEY REFERENCES certificate (id) ON DELETE CASCADE,
  issuer         VARCHAR(40) NOT NULL,
  serial         VARCHAR(40) NOT NULL,
  not_after      BIGINT      NOT NULL,
  revoked_at     BIGINT      NOT NULL,
  reason         VARCHAR(32) NOT NULL,
  listed_in      BIGINT      NOT NULL
);
CREATE INDEX revocation_to_list ON revocation (issuer, listed_in, revoked_at);
