CREATE TABLE trusted_root_profile (
  name        VARCHAR(64)    NOT NULL PRIMARY KEY,
  description VARCHAR(256)   NOT NULL,
  certificate VARCHAR(24576) NOT NULL,
  subject     VARCHAR(8192)  NOT NULL,
  not_after   BIGINT         NOT NULL
);

-- The definition is the profile as the API shows it, in JSON; the columns beside it are what other tables refer to.
CREATE TABLE scep_profile (
  name         VARCHAR(64)    NOT NULL PRIMARY KEY,
  trusted_root VARCHAR(64)    NOT NULL REFERENCES trusted_root_profile (name),
  definition   VARCHAR(65536) NOT NULL
);
CREATE INDEX scep_profile_of_root ON scep_profile (trusted_root);

CREATE TABLE device (
  name             VARCHAR(64)    NOT NULL PRIMARY KEY,
  platform         VARCHAR(32)    NOT NULL,
  attributes       VARCHAR(16384) NOT NULL,
  token_mac        VARCHAR(64)    NOT NULL UNIQUE,
  token_expires_at BIGINT         NOT NULL,
  created_at       BIGINT         NOT NULL,
  last_check_in    BIGINT
);

CREATE TABLE device_collection (
  name       VARCHAR(64) NOT NULL PRIMARY KEY,
  created_at BIGINT      NOT NULL
);

CREATE TABLE device_collection_member (
  collection VARCHAR(64) NOT NULL REFERENCES device_collection (name),
  device     VARCHAR(64) NOT NULL REFERENCES device (name),
  PRIMARY KEY (collection, device)
);
CREATE INDEX collection_of_device ON device_collection_member (device);

CREATE TABLE deployment (
  id           VARCHAR(32) NOT NULL PRIMARY KEY,
  collection   VARCHAR(64) NOT NULL REFERENCES device_collection (name),
  scep_profile VARCHAR(64) NOT NULL REFERENCES scep_profile (name),
  created_at   BIGINT      NOT NULL,
  UNIQUE (collection, scep_profile)
);
CREATE INDEX deployment_of_profile ON deployment (scep_profile);

-- How far a device is with a profile: the challenge it was given last, and its newest certificate.
-- Contested: a second key came with the challenge, so the certificate may be another's.
-- No foreign keys: a certificate may be delivered while its device or profile is being removed.
CREATE TABLE device_profile (
  device               VARCHAR(64) NOT NULL,
  profile              VARCHAR(64) NOT NULL,
  challenge_expires_at BIGINT,
  thumbprint           VARCHAR(40),
  serial_number        VARCHAR(40),
  not_before           BIGINT,
  not_after            BIGINT,
  contested            BOOLEAN     NOT NULL,
  changed_at           BIGINT      NOT NULL,
  PRIMARY KEY (device, profile)
);
CREATE INDEX device_of_profile ON device_profile (profile);

CREATE TABLE api_token (
  name       VARCHAR(64) NOT NULL PRIMARY KEY,
  token_mac  VARCHAR(64) NOT NULL UNIQUE,
  roles      VARCHAR(64) NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  created_at BIGINT      NOT NULL,
  expires_at BIGINT      NOT NULL
);
