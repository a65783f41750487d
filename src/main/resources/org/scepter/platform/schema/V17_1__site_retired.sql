-- Names of devices that were retired: what is delivered for one afterwards is revoked where a setting says so.
CREATE TABLE retired_device (
  name       VARCHAR(255) NOT NULL PRIMARY KEY,
  retired_at BIGINT       NOT NULL
);
CREATE INDEX enrolment_of_device ON enrolment (device);
