-- Whether an NDES server gets the RA's keys. NULL for one of which nothing was said, as for all until now: it does.
ALTER TABLE ndes_server ADD COLUMN ra_keys BOOLEAN;
