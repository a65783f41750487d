-- What the device reported last of a profile: what does not fit, a line each, empty if all does.
ALTER TABLE device_profile ADD COLUMN reported_at BIGINT;
ALTER TABLE device_profile ADD COLUMN findings VARCHAR(2048);
