-- The existing system as it was in an early version.

CREATE TABLE users (id serial PRIMARY KEY, name varchar NOT NULL, description text, role varchar DEFAULT 'user',
    rpm_limit integer DEFAULT 60, daily_limit_usd numeric(10, 2) DEFAULT 100.00, created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(), deleted_at timestamptz);
CREATE TABLE keys (id serial PRIMARY KEY, user_id integer NOT NULL, key varchar NOT NULL, name varchar NOT NULL,
    is_enabled boolean DEFAULT true, expires_at timestamp, created_at timestamptz DEFAULT now(), deleted_at timestamptz);
CREATE TABLE providers (id serial PRIMARY KEY, name varchar NOT NULL, url varchar NOT NULL, key varchar NOT NULL,
    is_enabled boolean NOT NULL DEFAULT true, weight integer NOT NULL DEFAULT 1, tpm integer DEFAULT 0, rpm integer DEFAULT 7,
    deleted_at timestamptz);
CREATE TABLE model_prices (id serial PRIMARY KEY, model_name varchar NOT NULL, price_data jsonb NOT NULL);

INSERT INTO users (id, name) VALUES (1, 'Ann');
INSERT INTO keys (user_id, key, name, expires_at) VALUES (1, 'sk-early-000000000001', 'laptop', '2127-01-01 00:00:00');
INSERT INTO providers (name, url, key) VALUES ('Anthropic', 'https://api.anthropic.com', 'sk-ant-early');
INSERT INTO model_prices (model_name, price_data) VALUES ('claude-opus-4-8', '{"input_cost_per_token": 5e-06}');
