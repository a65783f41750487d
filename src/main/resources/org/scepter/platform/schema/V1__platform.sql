-- Whose secrets this database holds: a MAC under the home's key, see DatabaseIdentity.
CREATE TABLE home_identity (
  id       INTEGER     NOT NULL PRIMARY KEY CHECK (id = 1),
  identity VARCHAR(64) NOT NULL
);
