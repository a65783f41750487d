-- Nodes that may join once; the token is kept as a MAC alone.
CREATE TABLE expected_node (
  token_mac  VARCHAR(64) NOT NULL PRIMARY KEY,
  name       VARCHAR(64) NOT NULL,
  added_at   BIGINT      NOT NULL,
  expires_at BIGINT      NOT NULL,
  spent_at   BIGINT
);
CREATE INDEX expected_node_by_name ON expected_node (name);

-- To whom a node's key sets are sealed. Older registrations have none; it comes with the node's next call.
ALTER TABLE ndes_registration ADD COLUMN certificate BYTEA;
