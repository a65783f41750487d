-- Under which issuing CA's RA a request came: that CA is to issue, also when the answer comes later.
-- Empty for the CA that is current then.
ALTER TABLE transaction_alias ADD COLUMN issuing_ca VARCHAR(40) DEFAULT '' NOT NULL;
ALTER TABLE kept_message ADD COLUMN issuing_ca VARCHAR(40) DEFAULT '' NOT NULL;
