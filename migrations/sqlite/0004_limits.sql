-- Limits are JSON; `usage_reset_at`: what was used before no longer counts in money.
ALTER TABLE users ADD COLUMN limits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN usage_reset_at BIGINT;
ALTER TABLE keys ADD COLUMN limits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE keys ADD COLUMN usage_reset_at BIGINT;
ALTER TABLE providers ADD COLUMN limits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE providers ADD COLUMN usage_reset_at BIGINT;

-- How many requests a provider takes at once is one of its limits now.
UPDATE providers SET limits = json_object('concurrent_requests', json_extract(routing, '$.concurrency'))
    WHERE json_extract(routing, '$.concurrency') > 0;
UPDATE providers SET routing = json_remove(routing, '$.concurrency');

-- A limit came to one of the percentages at which people want to hear of it. `user_id`: whom it concerns; null for a
-- provider's. `models`: null = all.
CREATE TABLE limit_warnings (
    id          INTEGER PRIMARY KEY,
    at          BIGINT NOT NULL,
    user_id     BIGINT,
    owner_kind  TEXT   NOT NULL,
    owner_id    BIGINT NOT NULL,
    owner_name  TEXT   NOT NULL,
    models      TEXT,
    kind        TEXT   NOT NULL,
    percent     BIGINT NOT NULL,
    used        BIGINT NOT NULL,
    limit_value BIGINT NOT NULL,
    resets_at   BIGINT
);
CREATE INDEX limit_warnings_at ON limit_warnings (at, id);
CREATE INDEX limit_warnings_user_id ON limit_warnings (user_id, at, id);
