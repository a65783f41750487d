-- A delta CRL beside each full one, under its number: it names what full CRLs have named since number base_number. From next_base_from on no
-- older full CRL than number next_base_number is good any more, so that it can be the base. A row of number 0 says that there is none yet.
ALTER TABLE revocation_list ADD COLUMN delta BYTEA;
ALTER TABLE revocation_list ADD COLUMN delta_next_update BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE revocation_list ADD COLUMN base_number BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE revocation_list ADD COLUMN next_base_number BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE revocation_list ADD COLUMN next_base_from BIGINT DEFAULT 0 NOT NULL;
