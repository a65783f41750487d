-- Challenges with which another key came are few among many: they are counted and listed for people.
CREATE INDEX challenge_contested ON challenge (contested_at);
