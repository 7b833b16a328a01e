-- The audit log is narrowed by category, operator, target and failure.
ALTER TABLE audit_log ADD COLUMN category TEXT NOT NULL DEFAULT '';
UPDATE audit_log SET category = split_part(action, '.', 1);
CREATE INDEX audit_log_category ON audit_log (category, at, id);
CREATE INDEX audit_log_target ON audit_log (category, target_id, at, id);
CREATE INDEX audit_log_actor_name ON audit_log (actor_name, at, id);
CREATE INDEX audit_log_failure ON audit_log (at, id) WHERE success = FALSE;
