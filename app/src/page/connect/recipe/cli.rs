//! Command line tools.

pub(super) const CLAUDE_SHELL: &str = "
export ANTHROPIC_BASE_URL={address}
export ANTHROPIC_AUTH_TOKEN={key}
";

pub(super) const CLAUDE_POWERSHELL: &str = r#"
$env:ANTHROPIC_BASE_URL = "{address}"
$env:ANTHROPIC_AUTH_TOKEN = "{key}"
claude
"#;

pub(super) const CLAUDE_SETTINGS: &str = r#"
{
  "env": {
    "ANTHROPIC_BASE_URL": "{address}",
    "ANTHROPIC_AUTH_TOKEN": "{key}"
  }
}
"#;

pub(super) const CODEX_CONFIG: &str = r#"
model_provider = "hub"
model = "gpt-5.3-codex"

[model_providers.hub]
name = "Claude Code Hub"
base_url = "{address}/v1"
env_key = "HUB_KEY"
wire_api = "responses"
"#;

pub(super) const CODEX_SHELL: &str = "export HUB_KEY={key}";

pub(super) const CODEX_POWERSHELL: &str = r#"
$env:HUB_KEY = "{key}"
codex
"#;

pub(super) const GEMINI_SHELL: &str = "
export GOOGLE_GEMINI_BASE_URL={address}
export GEMINI_API_KEY={key}
";

pub(super) const GEMINI_POWERSHELL: &str = r#"
$env:GOOGLE_GEMINI_BASE_URL = "{address}"
$env:GEMINI_API_KEY = "{key}"
gemini
"#;

pub(super) const GEMINI_SETTINGS: &str = r#"
{
  "security": {
    "auth": {
      "selectedType": "gemini-api-key"
    }
  }
}
"#;
