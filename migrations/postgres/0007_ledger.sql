-- The models that log rows name, and the UTC day of the last one: a part of a name is looked up here, not in the log.
CREATE TABLE logged_models (
    model   TEXT   NOT NULL PRIMARY KEY,
    last_at BIGINT NOT NULL
);
INSERT INTO logged_models (model, last_at)
SELECT model, MAX(at) / 86400000 * 86400000 FROM request_log WHERE model IS NOT NULL GROUP BY model;

CREATE INDEX request_log_model ON request_log (model, at, id);
-- Few among many.
CREATE INDEX request_log_not_ok ON request_log (at, id) WHERE outcome <> 'ok';
CREATE INDEX request_log_not_ok_model ON request_log (model, at, id) WHERE outcome <> 'ok';

-- A user's own part of the ledger, newest first.
CREATE INDEX IF NOT EXISTS usage_ledger_user_id ON usage_ledger (user_id, at);
