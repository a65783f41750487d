-- What the CA issues from. Version is the one in force; published says whether anything is issued from it now.
CREATE TABLE template (
  name       VARCHAR(64) NOT NULL PRIMARY KEY,
  version    INTEGER     NOT NULL,
  published  BOOLEAN     NOT NULL,
  changed_at BIGINT      NOT NULL
);

-- What each version says, in JSON as the API shows it. Certificates name their version, so none is ever removed.
CREATE TABLE template_version (
  name       VARCHAR(64)     NOT NULL REFERENCES template (name),
  version    INTEGER         NOT NULL,
  definition VARCHAR(131072) NOT NULL,
  made_at    BIGINT          NOT NULL,
  PRIMARY KEY (name, version)
);
