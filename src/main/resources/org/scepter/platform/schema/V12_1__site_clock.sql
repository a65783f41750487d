-- How far the device's clock was from ours when it asked last, if it was too far.
ALTER TABLE device_profile ADD COLUMN clock_ahead_seconds BIGINT;
