-- What an NDES server is registered with beside its certificates. A name that is not here serves every endpoint and has no public URL of its own.
CREATE TABLE ndes_server (
  name       VARCHAR(64) NOT NULL PRIMARY KEY,
  public_url VARCHAR(256),
  endpoints  VARCHAR(4096)
);

-- NDES servers whose certificates are known by who issued them and a DNS name.
CREATE TABLE ndes_issuer (
  id            VARCHAR(64)  NOT NULL PRIMARY KEY,
  name          VARCHAR(64)  NOT NULL,
  dns_name      VARCHAR(253) NOT NULL,
  issuer        BYTEA        NOT NULL,
  registered_at BIGINT       NOT NULL,
  ended         BOOLEAN      NOT NULL
);
CREATE INDEX ndes_issuer_by_dns_name ON ndes_issuer (dns_name);

-- By which of them a certificate was let in; none if it is registered by itself.
ALTER TABLE ndes_registration ADD COLUMN issuer_id VARCHAR(64);
CREATE INDEX ndes_registration_by_name ON ndes_registration (name);

-- With what a node that joins is registered.
ALTER TABLE expected_node ADD COLUMN public_url VARCHAR(256);
ALTER TABLE expected_node ADD COLUMN endpoints VARCHAR(4096);
