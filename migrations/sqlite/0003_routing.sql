-- When, for whom and with how much patience a provider is used: JSON.
ALTER TABLE providers ADD COLUMN routing TEXT NOT NULL DEFAULT '{}';
