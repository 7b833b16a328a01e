-- Providers of every dialect: model redirects and overrides are JSON; `proxy` is sealed like the credential.
ALTER TABLE providers ADD COLUMN redirects TEXT NOT NULL DEFAULT '[]';
ALTER TABLE providers ADD COLUMN overrides TEXT NOT NULL DEFAULT '{}';
ALTER TABLE providers ADD COLUMN proxy TEXT NOT NULL DEFAULT '';
ALTER TABLE providers ADD COLUMN proxy_hint TEXT NOT NULL DEFAULT '';
ALTER TABLE providers ADD COLUMN proxy_fallback BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE providers ADD COLUMN preserve_client_ip BOOLEAN NOT NULL DEFAULT FALSE;

-- Image tokens have prices of their own.
ALTER TABLE request_log ADD COLUMN input_image BIGINT NOT NULL DEFAULT 0;
ALTER TABLE request_log ADD COLUMN output_image BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_ledger ADD COLUMN input_image BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_ledger ADD COLUMN output_image BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_rollup ADD COLUMN input_image BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_rollup ADD COLUMN output_image BIGINT NOT NULL DEFAULT 0;
