-- A small team's set-up. Numbers begin above those of this hub's own rows, so that nothing fits by chance.

INSERT INTO users (id, name, description, role, rpm_limit, daily_limit_usd, provider_group, tags, limit_5h_usd,
    limit_5h_reset_mode, limit_weekly_usd, limit_monthly_usd, limit_total_usd, cost_reset_at, limit_concurrent_sessions,
    daily_reset_mode, daily_reset_time, is_enabled, expires_at, allowed_clients, allowed_models, deleted_at) VALUES
    (101, 'Lin Wei', 'platform team', 'admin', 60, 25.50, 'eu，us', '["platform"]', 5, 'fixed', 100, 300, 1000.25,
        '2026-10-01 00:00:00+00', 4, 'fixed', '08:30', true, '2127-01-01 00:00:00+00', '["claude-code"]',
        '["claude-opus-4-8", {"matchType": "prefix", "pattern": "claude-sonnet-"}]', NULL),
    (102, 'Maya', NULL, 'user', NULL, 0, 'default', '[]', NULL, 'rolling', NULL, NULL, NULL, NULL, NULL, 'rolling', '00:00',
        false, NULL, '[]', '[]', NULL),
    (103, 'Maya', NULL, 'user', NULL, -1, 'default', '[]', NULL, 'rolling', NULL, NULL, NULL, NULL, 0, 'fixed', '25:99',
        true, NULL, '[]', '[]', NULL),
    (104, 'Gone', NULL, 'user', NULL, NULL, 'default', '[]', NULL, 'rolling', NULL, NULL, NULL, NULL, NULL, 'fixed', '00:00',
        true, NULL, '[]', '[]', '2026-09-01 00:00:00+00');

INSERT INTO keys (id, user_id, key, name, is_enabled, expires_at, can_login_web_ui, limit_5h_usd, limit_daily_usd,
    daily_reset_mode, limit_weekly_usd, limit_monthly_usd, limit_total_usd, cost_reset_at, limit_concurrent_sessions,
    provider_group, cache_ttl_preference, deleted_at) VALUES
    (201, 101, 'sk-old-lin-laptop-0001', 'laptop', true, '2127-02-01 00:00:00+00', true, 1.5, 2.5, 'rolling', 3, 4, 5,
        '2026-11-01 00:00:00+00', 2, 'eu', '1h', NULL),
    (202, 101, 'sk-old-lin-ci-00000002', 'laptop', false, NULL, false, NULL, NULL, 'fixed', NULL, NULL, NULL, NULL, 0, '*',
        NULL, NULL),
    (203, 102, 'sk-old-maya-000000003', 'desk', true, NULL, false, NULL, NULL, 'fixed', NULL, NULL, NULL, NULL, 0, 'default',
        NULL, NULL),
    (204, 103, 'sk-old-maya-000000003', 'copy', true, NULL, false, NULL, NULL, 'fixed', NULL, NULL, NULL, NULL, 0, 'default',
        NULL, NULL),
    (205, 104, 'sk-old-gone-000000005', 'gone', true, NULL, false, NULL, NULL, 'fixed', NULL, NULL, NULL, NULL, 0, 'default',
        NULL, NULL),
    (206, 101, 'sk-old-lin-lost-00006', 'lost', true, NULL, false, NULL, NULL, 'fixed', NULL, NULL, NULL, NULL, 0, 'default',
        NULL, '2026-09-01 00:00:00+00');

INSERT INTO provider_vendors (id, website_domain) VALUES (1, 'anthropic.com'), (2, 'relay.example');
INSERT INTO provider_endpoints (vendor_id, provider_type, url, sort_order, is_enabled, deleted_at) VALUES
    (2, 'claude-auth', 'https://relay.example/api', 0, true, NULL),
    (2, 'claude-auth', 'https://b.relay.example/api', 2, true, NULL),
    (2, 'claude-auth', 'https://a.relay.example/api/', 1, true, NULL),
    (2, 'claude-auth', 'https://off.relay.example', 3, false, NULL),
    (2, 'claude-auth', 'https://gone.relay.example', 4, true, now()),
    (2, 'claude-auth', 'no url at all', 5, true, NULL),
    (2, 'codex', 'https://codex.relay.example', 0, true, NULL);
INSERT INTO provider_groups (name, cost_multiplier, description) VALUES
    ('eu', 1.2500, 'European accounts'), ('us', 1.0, NULL), ('odd', -1, NULL), ('a,b', 1, NULL);

INSERT INTO providers (id, name, description, url, key, provider_vendor_id, is_enabled, weight, priority, group_priorities,
    cost_multiplier, group_tag, provider_type, preserve_client_ip, disable_session_reuse, model_redirects, allowed_models,
    allowed_clients, blocked_clients, active_time_start, active_time_end, limit_5h_usd, limit_5h_reset_mode,
    limit_daily_usd, daily_reset_time, limit_weekly_usd, limit_monthly_usd, limit_total_usd, total_cost_reset_at,
    limit_concurrent_sessions, max_retry_attempts, circuit_breaker_failure_threshold, circuit_breaker_open_duration,
    circuit_breaker_half_open_success_threshold, proxy_url, proxy_fallback_to_direct, custom_headers,
    first_byte_timeout_streaming_ms, streaming_idle_timeout_ms, request_timeout_non_streaming_ms, cache_ttl_preference,
    anthropic_max_tokens_preference, anthropic_thinking_budget_preference, anthropic_adaptive_thinking) VALUES
    (301, 'Relay', 'the team''s relay', 'https://relay.example/api/', 'relay-credential-canary', 2, true, 40, 2, '{"eu": 1}',
        0.8000, 'eu, us', 'claude-auth', true, true,
        '[{"matchType": "prefix", "source": "claude-haiku", "target": "glm-5"}, {"matchType": "regex", "source": "^gpt-.*$", "target": "glm-5-pro"}]',
        '["claude-opus-4-8", {"matchType": "regex", "pattern": "^claude-sonnet-.*$"}]', '["claude-code"]', '["curl"]',
        '22:00', '06:00', 10, 'fixed', 20.25, '09:15', 30, 40, 50, '2026-11-02 00:00:00+00', 6, 3, 7, 60000, 1,
        'socks5://ann:proxy-canary@10.0.0.9:1080', true, '{"x-team": "a"}', 20000, 90000, 120000, '1h', '32000', 'inherit',
        '{"effort": "high", "modelMatchMode": "specific", "models": ["claude-opus-4-8"]}');
INSERT INTO providers (id, name, url, key, provider_vendor_id, is_enabled, weight, priority, provider_type, model_redirects,
    allowed_models, active_time_start, active_time_end, cost_multiplier, codex_reasoning_effort_preference,
    codex_parallel_tool_calls_preference, codex_service_tier_preference, proxy_url, deleted_at) VALUES
    (302, 'Codex', 'https://api.openai.com', 'sk-codex-canary', 1, false, 1, 0, 'codex', '{"gpt-5": "gpt-5.1"}', NULL, NULL,
        NULL, 1, 'high', 'false', 'flex', NULL, NULL),
    (303, 'Codex', 'https://api.openai.com/v1', 'sk-codex-second', 1, true, 500, -3, 'codex', NULL, NULL, '09:00', '09:00', 1,
        'inherit', NULL, 'odd', NULL, NULL),
    (304, 'No such type', 'https://x.example', 'k', 1, true, 1, 0, 'bedrock', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL),
    (305, 'No URL', 'not a url', 'url-canary', 1, true, 1, 0, 'claude', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL),
    (306, 'Odd rules', 'https://odd.example', 'k6', 1, true, 1, 0, 'claude', NULL,
        '["claude-opus-4-8", {"matchType": "regex", "pattern": "^(a|b)$"}]', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL),
    (307, 'Bad proxy', 'https://p.example', 'k7', 1, true, 1, 0, 'claude', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL,
        'quic://user:hidden-canary@h:1', NULL),
    (308, 'Dear', 'https://d.example', 'k8', 1, true, 1, 0, 'claude', NULL, NULL, NULL, NULL, 5000, NULL, NULL, NULL, NULL, NULL),
    (309, 'Deleted', 'https://gone.example', 'k9', 1, true, 1, 0, 'claude', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, now());

INSERT INTO model_prices (model_name, price_data, source) VALUES
    ('claude-opus-4-8', '{"input_cost_per_token": 5e-06, "output_cost_per_token": 2.5e-05}', 'cloud'),
    ('gpt-5.1', '{"input_cost_per_token": 1e-06}', 'litellm'),
    ('house-model', '{"input_cost_per_token": 9e-06, "output_cost_per_token": 9e-06}', 'manual'),
    ('house-model', '{"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "display_name": "House", "aliases": ["h"]}', 'manual'),
    ('claude-opus-4-8', '{"input_cost_per_token": 0.000004, "output_cost_per_token": 0.00002}', 'manual'),
    ('broken-model', '{"display_name": "no price"}', 'manual');

INSERT INTO system_settings (site_title, allow_global_usage_view, timezone, enable_auto_cleanup, cleanup_retention_days,
    enable_thinking_budget_rectifier, enable_billing_header_rectifier)
    VALUES ('Team Hub', true, 'Asia/Shanghai', true, 90, false, false);

-- Two months of requests of every kind.
INSERT INTO usage_ledger (request_id, user_id, key, provider_id, final_provider_id, model, original_model, endpoint,
    status_code, is_success, success_rate_outcome, cost_usd, input_tokens, output_tokens, cache_creation_input_tokens,
    cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, cache_read_input_tokens, cache_ttl_applied, duration_ms,
    ttfb_ms, created_at)
SELECT 1000 + n,
    CASE n % 3 WHEN 0 THEN 101 WHEN 1 THEN 102 ELSE 104 END,
    CASE n % 3 WHEN 0 THEN 'sk-old-lin-laptop-0001' WHEN 1 THEN 'sk-old-maya-000000003' ELSE 'sk-old-gone-000000005' END,
    301, CASE WHEN n % 4 = 0 THEN 302 ELSE 301 END, 'glm-5', 'claude-haiku-' || n % 5, '/v1/messages',
    CASE WHEN n % 10 = 0 THEN 502 ELSE 200 END, n % 10 <> 0, CASE WHEN n % 10 = 0 THEN 'failure' ELSE 'success' END,
    CASE WHEN n % 10 = 0 THEN 0 ELSE 0.000123457 * n END, n, 2 * n, 30, n % 2 * 30, 0, 3 * n,
    CASE WHEN n % 2 = 0 THEN '1h' ELSE '5m' END, 1000 + n, 300 + n, '2026-09-28 00:00:00+00'::timestamptz + n * interval '67 minutes'
FROM generate_series(1, 1200) n;
INSERT INTO usage_ledger (request_id, user_id, key, provider_id, final_provider_id, model, endpoint, status_code, is_replay,
    blocked_by, cost_usd, created_at) VALUES
    (5001, 101, 'sk-old-lin-laptop-0001', 301, 301, 'm', '/v1/messages', 200, true, NULL, 0, '2026-11-20 00:00:00+00'),
    (5002, 101, 'sk-old-lin-laptop-0001', 0, 0, 'm', '/v1/messages', 400, false, 'sensitive_word', 0, '2026-11-20 00:00:00+00'),
    (5003, 101, 'sk-old-lin-laptop-0001', 301, 301, 'm', '/v1/messages/count_tokens', 200, false, NULL, 0, '2026-11-20 00:00:00+00'),
    (5004, 101, 'sk-old-lin-laptop-0001', 0, 0, 'm', '/v1/messages', 503, false, NULL, 0, '2026-11-20 00:00:00+00'),
    (5005, 101, 'sk-old-lin-laptop-0001', 301, 301, 'm', '/v1/messages', NULL, false, NULL, NULL, '2026-11-20 00:00:00+00'),
    (5006, 101, 'sk-old-lin-laptop-0001', 301, 301, 'm', '/v1/messages', 200, false, NULL, 'NaN', '2026-11-20 00:00:00+00');
