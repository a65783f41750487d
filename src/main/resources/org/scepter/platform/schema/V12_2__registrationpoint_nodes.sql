-- What is known of the nodes: registration points tell how their check ended, NDES servers are heard.
CREATE TABLE node_state (
  kind       VARCHAR(8)    NOT NULL,
  name       VARCHAR(255)  NOT NULL,
  status     INTEGER       NOT NULL,
  reason     VARCHAR(1024) NOT NULL,
  checked_at BIGINT        NOT NULL,
  since      BIGINT        NOT NULL,
  PRIMARY KEY (kind, name)
);
