-- Each line of the audit log vouches for the one before it, and none is changed or taken away. The hub gives the lines
-- that are here already their hash at its next start.
ALTER TABLE audit_log ADD COLUMN hash TEXT NOT NULL DEFAULT '';

-- How many lines there are and the hash of the last; one row, which a line's writer holds until it is done.
CREATE TABLE audit_head (
    id    BIGINT NOT NULL PRIMARY KEY,
    lines BIGINT NOT NULL,
    hash  TEXT   NOT NULL
);
INSERT INTO audit_head (id, lines, hash) VALUES (1, 0, '');

CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_log_kept BEFORE DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();
CREATE TRIGGER audit_log_whole BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();
CREATE TRIGGER audit_log_unchanged BEFORE UPDATE ON audit_log
    FOR EACH ROW WHEN (OLD.hash <> '') EXECUTE FUNCTION audit_log_is_append_only();
