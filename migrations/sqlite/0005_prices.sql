-- A model may have several prices, of which the first counts: an admin's own (`manual`), the one that a sync brought
-- (`synced`), the shipped one (`seed`); for one provider, or with `provider_id` 0 for all. Until here there were shipped
-- ones only, and the hub brings those at each start.
DROP TABLE prices;
CREATE TABLE prices (
    model       TEXT   NOT NULL,
    provider_id BIGINT NOT NULL,
    source      TEXT   NOT NULL,
    entry       TEXT   NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (model, provider_id, source)
);
CREATE INDEX prices_source ON prices (source, model);

-- Another name of a model.
CREATE TABLE price_aliases (
    alias TEXT NOT NULL PRIMARY KEY,
    model TEXT NOT NULL
);

-- The vendor answered with another model than was sent.
ALTER TABLE request_log ADD COLUMN mismatch BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX request_log_mismatch ON request_log (at, id) WHERE mismatch = TRUE;
CREATE INDEX request_log_unpriced ON request_log (at, id) WHERE unpriced = TRUE;

-- Whose price is missing; empty where none is.
ALTER TABLE usage_ledger ADD COLUMN unpriced_model TEXT NOT NULL DEFAULT '';
UPDATE usage_ledger SET unpriced_model = model WHERE unpriced = TRUE;
CREATE INDEX usage_ledger_unpriced ON usage_ledger (unpriced_model, at, request_id) WHERE unpriced = TRUE;
