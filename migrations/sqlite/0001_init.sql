-- Times are unix milliseconds, money is nano-dollars, multipliers are ten-thousandths, lists are JSON in TEXT.

CREATE TABLE users (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    role           TEXT    NOT NULL,
    groups         TEXT    NOT NULL,
    allowed_models TEXT    NOT NULL,
    enabled        BOOLEAN NOT NULL,
    expires_at     BIGINT,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    deleted_at     BIGINT
);
CREATE UNIQUE INDEX users_name ON users (name) WHERE deleted_at IS NULL;

-- `hash`: SHA-256 of the key's text, in hex. The text itself is nowhere.
CREATE TABLE keys (
    id         INTEGER PRIMARY KEY,
    user_id    BIGINT  NOT NULL REFERENCES users (id),
    name       TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    hint       TEXT    NOT NULL,
    groups     TEXT    NOT NULL,
    can_login  BOOLEAN NOT NULL,
    enabled    BOOLEAN NOT NULL,
    expires_at BIGINT,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL,
    deleted_at BIGINT
);
CREATE UNIQUE INDEX keys_hash ON keys (hash);
CREATE UNIQUE INDEX keys_user_name ON keys (user_id, name) WHERE deleted_at IS NULL;

-- `credential`: encrypted.
CREATE TABLE providers (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    url            TEXT    NOT NULL,
    credential     TEXT    NOT NULL,
    key_hint       TEXT    NOT NULL,
    weight         BIGINT  NOT NULL,
    priority       BIGINT  NOT NULL,
    multiplier     BIGINT  NOT NULL,
    groups         TEXT    NOT NULL,
    allowed_models TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    enabled        BOOLEAN NOT NULL,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    deleted_at     BIGINT
);
CREATE UNIQUE INDEX providers_name ON providers (name) WHERE deleted_at IS NULL;

CREATE TABLE groups (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    multiplier BIGINT  NOT NULL,
    note       TEXT    NOT NULL
);
CREATE UNIQUE INDEX groups_name ON groups (name);

-- `entry`: what LiteLLM's table says of the model; `source`: seed or manual.
CREATE TABLE prices (
    model      TEXT   NOT NULL PRIMARY KEY,
    source     TEXT   NOT NULL,
    entry      TEXT   NOT NULL,
    updated_at BIGINT NOT NULL
);

-- `hash`: SHA-256 of the cookie; `credential`: SHA-256 of what was typed at login. `key_id` is null for the admin token.
CREATE TABLE console_sessions (
    hash       TEXT   NOT NULL PRIMARY KEY,
    credential TEXT   NOT NULL,
    key_id     BIGINT REFERENCES keys (id),
    ip         TEXT   NOT NULL,
    user_agent TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX console_sessions_expires_at ON console_sessions (expires_at);

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- One row. Every change that routing must see counts it up; every instance watches it.
CREATE TABLE config_version (
    id      BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO config_version (id, version) VALUES (1, 1);

-- One row a request, for people: may be cleaned. `entry` is the whole record, the columns are what lists show and filter by.
CREATE TABLE request_log (
    id               TEXT    NOT NULL,
    at               BIGINT  NOT NULL,
    user_id          BIGINT  NOT NULL,
    user_name        TEXT    NOT NULL,
    key_id           BIGINT  NOT NULL,
    key_name         TEXT    NOT NULL,
    provider_id      BIGINT,
    provider_name    TEXT,
    provider_kind    TEXT,
    model            TEXT,
    session          TEXT,
    stream           BOOLEAN NOT NULL,
    metered          BOOLEAN NOT NULL,
    status           BIGINT  NOT NULL,
    outcome          TEXT    NOT NULL,
    failed           BOOLEAN NOT NULL,
    input            BIGINT  NOT NULL,
    output           BIGINT  NOT NULL,
    cache_write_5m   BIGINT  NOT NULL,
    cache_write_1h   BIGINT  NOT NULL,
    cache_read       BIGINT  NOT NULL,
    reasoning        BIGINT  NOT NULL,
    cost             BIGINT,
    unpriced         BOOLEAN NOT NULL,
    first_content_ms BIGINT,
    duration_ms      BIGINT  NOT NULL,
    attempts         BIGINT  NOT NULL,
    entry            TEXT    NOT NULL,
    PRIMARY KEY (at, id)
);
CREATE INDEX request_log_id ON request_log (id);
CREATE INDEX request_log_user_id ON request_log (user_id, at, id);
CREATE INDEX request_log_key_id ON request_log (key_id, at, id);
CREATE INDEX request_log_provider_id ON request_log (provider_id, at, id);
CREATE INDEX request_log_session ON request_log (session, at, id);

-- One row for each metered request that reached a provider: permanent, what money is counted from.
CREATE TABLE usage_ledger (
    request_id     TEXT    NOT NULL PRIMARY KEY,
    at             BIGINT  NOT NULL,
    user_id        BIGINT  NOT NULL,
    key_id         BIGINT  NOT NULL,
    provider_id    BIGINT  NOT NULL,
    model          TEXT    NOT NULL,
    outcome        TEXT    NOT NULL,
    failed         BOOLEAN NOT NULL,
    unpriced       BOOLEAN NOT NULL,
    estimated      BOOLEAN NOT NULL,
    input          BIGINT  NOT NULL,
    output         BIGINT  NOT NULL,
    cache_write_5m BIGINT  NOT NULL,
    cache_write_1h BIGINT  NOT NULL,
    cache_read     BIGINT  NOT NULL,
    reasoning      BIGINT  NOT NULL,
    cost           BIGINT  NOT NULL
);
CREATE INDEX usage_ledger_at ON usage_ledger (at);

-- Sums of usage_ledger by quarter of an hour, written in the same transaction: what pages read.
CREATE TABLE usage_rollup (
    bucket         BIGINT NOT NULL,
    user_id        BIGINT NOT NULL,
    key_id         BIGINT NOT NULL,
    provider_id    BIGINT NOT NULL,
    model          TEXT   NOT NULL,
    requests       BIGINT NOT NULL,
    failures       BIGINT NOT NULL,
    unpriced       BIGINT NOT NULL,
    input          BIGINT NOT NULL,
    output         BIGINT NOT NULL,
    cache_write_5m BIGINT NOT NULL,
    cache_write_1h BIGINT NOT NULL,
    cache_read     BIGINT NOT NULL,
    reasoning      BIGINT NOT NULL,
    cost           BIGINT NOT NULL,
    PRIMARY KEY (bucket, user_id, key_id, provider_id, model)
);
CREATE INDEX usage_rollup_user_id ON usage_rollup (user_id, bucket);

-- Who did what. `before` and `after` are JSON without secrets; `actor_id` is null for the admin token and for strangers.
CREATE TABLE audit_log (
    id          INTEGER PRIMARY KEY,
    at          BIGINT  NOT NULL,
    actor_id    BIGINT,
    actor_name  TEXT    NOT NULL,
    ip          TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    target_id   BIGINT,
    target_name TEXT    NOT NULL,
    before      TEXT,
    after       TEXT,
    success     BOOLEAN NOT NULL
);
CREATE INDEX audit_log_at ON audit_log (at, id);
