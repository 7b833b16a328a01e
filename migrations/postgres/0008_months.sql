-- The sums by local month, in the days' generations and facets. All days are built anew, and the months with them.
CREATE TABLE usage_month (
    generation     BIGINT NOT NULL,
    facet          BIGINT NOT NULL,
    month          BIGINT NOT NULL,
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
    PRIMARY KEY (generation, facet, month, user_id, key_id, provider_id, group_name, model)
);
CREATE INDEX usage_month_user_id ON usage_month (facet, user_id, month);
CREATE INDEX usage_month_key_id ON usage_month (facet, key_id, month);
CREATE INDEX usage_month_provider_id ON usage_month (facet, provider_id, month);
CREATE INDEX usage_month_model ON usage_month (facet, model, month);

UPDATE usage_day_state SET zone = '', since = 9223372036854775807 WHERE id = 1;
