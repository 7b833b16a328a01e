-- Tokens of the management API; `user_id`: none for those of the admin token. `used_at` is about right.
CREATE TABLE api_tokens (
    id         INTEGER PRIMARY KEY,
    hash       TEXT    NOT NULL,
    hint       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    user_id    BIGINT  REFERENCES users (id),
    scopes     TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    expires_at BIGINT,
    used_at    BIGINT
);
CREATE UNIQUE INDEX api_tokens_hash ON api_tokens (hash);
CREATE INDEX api_tokens_user_id ON api_tokens (user_id);

-- What an admin shows beside a key; `user_id`: 0 for the admin token. `secret` is sealed. `confirmed_at`: none until the
-- first code was right. `step`: of the last code that was taken, as none is taken twice.
CREATE TABLE second_factors (
    user_id      BIGINT NOT NULL PRIMARY KEY,
    secret       TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    step         BIGINT NOT NULL
);
