-- Whose a key is already is asked for each request.
CREATE INDEX enrolment_by_key ON enrolment (key_digest);
