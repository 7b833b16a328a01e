-- Answers to requests that came with an Idempotency-Key, sealed; empty while the request is under way.
CREATE TABLE idempotency_keys (
    hash        TEXT   NOT NULL PRIMARY KEY,
    fingerprint TEXT   NOT NULL,
    answer      TEXT   NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
