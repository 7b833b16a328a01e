-- Attempts by provider and quarter of an hour, those that were given up for another one, too: how providers do. It is
-- kept for as long as pages look back.
CREATE TABLE provider_attempts (
    bucket      BIGINT NOT NULL,
    provider_id BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    failures    BIGINT NOT NULL,
    PRIMARY KEY (bucket, provider_id)
);
-- Of what was before, requests are known.
INSERT INTO provider_attempts (bucket, provider_id, attempts, failures)
SELECT bucket, provider_id, CAST(SUM(requests) AS BIGINT), CAST(SUM(failures) AS BIGINT) FROM usage_rollup
WHERE bucket >= (SELECT MAX(bucket) FROM usage_rollup) - 604800000 AND provider_id <> 0
GROUP BY bucket, provider_id HAVING SUM(requests) > 0;

-- Changes of many providers at once, for as long as they can be undone. `body` is JSON; the secrets in it are encrypted.
CREATE TABLE provider_undos (
    token      TEXT   NOT NULL PRIMARY KEY,
    body       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);
