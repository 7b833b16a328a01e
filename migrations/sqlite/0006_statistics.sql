-- What a ledger row needs besides: when the writer stored it, the group whose multiplier was billed, the attempts that
-- were given up, and how fast it was (the text of `domain::speed`).
ALTER TABLE usage_ledger ADD COLUMN settled_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_ledger ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
ALTER TABLE usage_ledger ADD COLUMN retries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_ledger ADD COLUMN speed TEXT NOT NULL DEFAULT '';
CREATE INDEX usage_ledger_settled_at ON usage_ledger (settled_at);
CREATE INDEX usage_ledger_user_id ON usage_ledger (user_id, at);
CREATE INDEX usage_ledger_key_id ON usage_ledger (key_id, at);
CREATE INDEX usage_ledger_provider_id ON usage_ledger (provider_id, at);

-- The group is one more dimension of the quarters of an hour.
ALTER TABLE usage_rollup RENAME TO usage_rollup_old;
CREATE TABLE usage_rollup (
    bucket         BIGINT NOT NULL,
    user_id        BIGINT NOT NULL,
    key_id         BIGINT NOT NULL,
    provider_id    BIGINT NOT NULL,
    group_name     TEXT   NOT NULL,
    model          TEXT   NOT NULL,
    requests       BIGINT NOT NULL,
    failures       BIGINT NOT NULL,
    unpriced       BIGINT NOT NULL,
    retries        BIGINT NOT NULL,
    input          BIGINT NOT NULL,
    output         BIGINT NOT NULL,
    cache_write_5m BIGINT NOT NULL,
    cache_write_1h BIGINT NOT NULL,
    cache_read     BIGINT NOT NULL,
    input_image    BIGINT NOT NULL,
    output_image   BIGINT NOT NULL,
    reasoning      BIGINT NOT NULL,
    cost           BIGINT NOT NULL,
    speed          TEXT   NOT NULL,
    PRIMARY KEY (bucket, user_id, key_id, provider_id, group_name, model)
);
INSERT INTO usage_rollup
SELECT bucket, user_id, key_id, provider_id, '', model, requests, failures, unpriced, 0, input, output, cache_write_5m,
    cache_write_1h, cache_read, input_image, output_image, reasoning, cost, ''
FROM usage_rollup_old;
DROP TABLE usage_rollup_old;
CREATE INDEX usage_rollup_user_id ON usage_rollup (user_id, bucket);
CREATE INDEX usage_rollup_key_id ON usage_rollup (key_id, bucket);
CREATE INDEX usage_rollup_provider_id ON usage_rollup (provider_id, bucket);
CREATE INDEX usage_rollup_model ON usage_rollup (model, bucket);

-- The same sums by hour of UTC. Each `facet` keeps some of the dimensions apart; in the others a row has 0 or ''.
CREATE TABLE usage_hour (
    facet          BIGINT NOT NULL,
    hour           BIGINT NOT NULL,
    user_id        BIGINT NOT NULL,
    key_id         BIGINT NOT NULL,
    provider_id    BIGINT NOT NULL,
    group_name     TEXT   NOT NULL,
    model          TEXT   NOT NULL,
    requests       BIGINT NOT NULL,
    failures       BIGINT NOT NULL,
    unpriced       BIGINT NOT NULL,
    retries        BIGINT NOT NULL,
    input          BIGINT NOT NULL,
    output         BIGINT NOT NULL,
    cache_write_5m BIGINT NOT NULL,
    cache_write_1h BIGINT NOT NULL,
    cache_read     BIGINT NOT NULL,
    input_image    BIGINT NOT NULL,
    output_image   BIGINT NOT NULL,
    reasoning      BIGINT NOT NULL,
    cost           BIGINT NOT NULL,
    speed          TEXT   NOT NULL,
    PRIMARY KEY (facet, hour, user_id, key_id, provider_id, group_name, model)
);
INSERT INTO usage_hour
SELECT 0, bucket - bucket % 3600000, 0, 0, 0, '', '', SUM(requests), SUM(failures), SUM(unpriced), 0, SUM(input), SUM(output), SUM(cache_write_5m),
    SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning), SUM(cost), ''
FROM usage_rollup GROUP BY bucket - bucket % 3600000;
INSERT INTO usage_hour
SELECT 1, bucket - bucket % 3600000, 0, 0, 0, '', model, SUM(requests), SUM(failures), SUM(unpriced), 0, SUM(input), SUM(output), SUM(cache_write_5m),
    SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning), SUM(cost), ''
FROM usage_rollup GROUP BY bucket - bucket % 3600000, model;
INSERT INTO usage_hour
SELECT 2, bucket - bucket % 3600000, user_id, 0, 0, '', '', SUM(requests), SUM(failures), SUM(unpriced), 0, SUM(input), SUM(output), SUM(cache_write_5m),
    SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning), SUM(cost), ''
FROM usage_rollup GROUP BY bucket - bucket % 3600000, user_id;
INSERT INTO usage_hour
SELECT 3, bucket - bucket % 3600000, 0, 0, provider_id, '', '', SUM(requests), SUM(failures), SUM(unpriced), 0, SUM(input), SUM(output), SUM(cache_write_5m),
    SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning), SUM(cost), ''
FROM usage_rollup GROUP BY bucket - bucket % 3600000, provider_id;
INSERT INTO usage_hour
SELECT 8, bucket - bucket % 3600000, 0, 0, provider_id, '', '', SUM(requests), SUM(failures), SUM(unpriced), 0, SUM(input), SUM(output), SUM(cache_write_5m),
    SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning), SUM(cost), ''
FROM usage_rollup GROUP BY bucket - bucket % 3600000, provider_id;
CREATE INDEX usage_hour_user_id ON usage_hour (facet, user_id, hour);
CREATE INDEX usage_hour_provider_id ON usage_hour (facet, provider_id, hour);
CREATE INDEX usage_hour_model ON usage_hour (facet, model, hour);

-- And by local day, with further facets.
CREATE TABLE usage_day (
    generation     BIGINT NOT NULL,
    facet          BIGINT NOT NULL,
    day            BIGINT NOT NULL,
    user_id        BIGINT NOT NULL,
    key_id         BIGINT NOT NULL,
    provider_id    BIGINT NOT NULL,
    group_name     TEXT   NOT NULL,
    model          TEXT   NOT NULL,
    requests       BIGINT NOT NULL,
    failures       BIGINT NOT NULL,
    unpriced       BIGINT NOT NULL,
    retries        BIGINT NOT NULL,
    input          BIGINT NOT NULL,
    output         BIGINT NOT NULL,
    cache_write_5m BIGINT NOT NULL,
    cache_write_1h BIGINT NOT NULL,
    cache_read     BIGINT NOT NULL,
    input_image    BIGINT NOT NULL,
    output_image   BIGINT NOT NULL,
    reasoning      BIGINT NOT NULL,
    cost           BIGINT NOT NULL,
    speed          TEXT   NOT NULL,
    PRIMARY KEY (generation, facet, day, user_id, key_id, provider_id, group_name, model)
);
CREATE INDEX usage_day_user_id ON usage_day (facet, user_id, day);
CREATE INDEX usage_day_key_id ON usage_day (facet, key_id, day);
CREATE INDEX usage_day_provider_id ON usage_day (facet, provider_id, day);
CREATE INDEX usage_day_model ON usage_day (facet, model, day);

-- One row: the time zone of the days in force, and from which day on they are complete.
CREATE TABLE usage_day_state (
    id         BIGINT NOT NULL PRIMARY KEY,
    generation BIGINT NOT NULL,
    zone       TEXT   NOT NULL,
    since      BIGINT NOT NULL
);
INSERT INTO usage_day_state (id, generation, zone, since) VALUES (1, 0, '', 9223372036854775807);
