-- Where alerts go. `url`, `secret` and `proxy` are sealed ('' = none); `events`: of what it is told, as a JSON array.
CREATE TABLE alert_targets (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    enabled    BOOLEAN NOT NULL,
    language   TEXT    NOT NULL,
    url        TEXT    NOT NULL,
    hint       TEXT    NOT NULL,
    secret     TEXT    NOT NULL,
    chat       TEXT    NOT NULL,
    template   TEXT    NOT NULL,
    events     TEXT    NOT NULL,
    proxy      TEXT    NOT NULL,
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX alert_targets_name ON alert_targets (name);

-- Alerts on their way. `key`: of what has happened, told once to each target; `subject`: of whom it is told, so that what
-- comes and goes is not told again and again. `alert` is all of it, as JSON; `next_at`: when it is tried next.
CREATE TABLE alert_deliveries (
    id          INTEGER PRIMARY KEY,
    target_id   BIGINT  NOT NULL,
    target_name TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    event       TEXT    NOT NULL,
    at          BIGINT  NOT NULL,
    alert       TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    attempts    BIGINT  NOT NULL,
    next_at     BIGINT  NOT NULL,
    error       TEXT,
    ended_at    BIGINT
);
CREATE UNIQUE INDEX alert_deliveries_key ON alert_deliveries (target_id, key);
CREATE INDEX alert_deliveries_state ON alert_deliveries (state, next_at);
