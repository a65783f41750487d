-- The RA's key sets, none of them in the clear. Whoever has got the number's row in makes the set; signing, the SHA-256
-- of its certificate, is there once it is made.
-- active_from is 0 for a set that comes with its CA.
CREATE TABLE ra_key_set (
  number      INTEGER NOT NULL PRIMARY KEY,
  generation  INTEGER NOT NULL,
  active_from BIGINT  NOT NULL,
  made_at     BIGINT  NOT NULL,
  signing     VARCHAR(64)
);

-- A key set for one client certificate, as CMS AuthEnvelopedData to its key.
CREATE TABLE ra_key_copy (
  number      INTEGER     NOT NULL,
  certificate VARCHAR(64) NOT NULL,
  envelope    BYTEA       NOT NULL,
  PRIMARY KEY (number, certificate)
);
