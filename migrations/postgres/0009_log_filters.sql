-- Filters of the log that go together are answered inside one index: it has the columns that they narrow it by.
DROP INDEX request_log_user_id;
DROP INDEX request_log_key_id;
DROP INDEX request_log_provider_id;
DROP INDEX request_log_not_ok;
CREATE INDEX request_log_user_id ON request_log (user_id, at, id, provider_id, model);
CREATE INDEX request_log_key_id ON request_log (key_id, at, id, provider_id, model);
CREATE INDEX request_log_provider_id ON request_log (provider_id, at, id, model);
-- What went wrong is asked for most, and few rows are: it has its own, small ones.
CREATE INDEX request_log_not_ok ON request_log (at, id, provider_id, model) WHERE outcome <> 'ok';
CREATE INDEX request_log_not_ok_user_id ON request_log (user_id, at, id, provider_id, model) WHERE outcome <> 'ok';
CREATE INDEX request_log_not_ok_key_id ON request_log (key_id, at, id, provider_id, model) WHERE outcome <> 'ok';
