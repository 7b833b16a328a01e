//! Which program a request comes from, and the patterns by which admins name programs.

use crate::glob::glob;

/// What a request shows of its client.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClientSigns<'a> {
    pub user_agent: &'a str,
    /// `x-app: cli` and an `anthropic-beta`, which Claude Code sends besides its User-Agent.
    pub claude_headers: bool,
    /// `metadata.user_id` in the body, or an endpoint where Claude Code sends none.
    pub claude_metadata: bool,
}

/// Claude Code's own kinds, by the entrypoint in `claude-cli/1.0 (external, sdk-ts)`.
const ENTRYPOINTS: [(&str, &str); 6] = [
    ("cli", "claude-code-cli"),
    ("sdk-cli", "claude-code-cli-sdk"),
    ("claude-vscode", "claude-code-vscode"),
    ("sdk-ts", "claude-code-sdk-ts"),
    ("sdk-py", "claude-code-sdk-py"),
    ("claude-code-github-action", "claude-code-gh-action"),
];

/// Codex's programs, by the beginning of their User-Agents.
const CODEX: [(&str, [&str; 2]); 5] = [
    ("codex desktop", ["codex-cli", "codex desktop"]),
    ("codex_tui", ["codex-cli", "codex_cli_core"]),
    ("codex_cli_rs", ["codex-cli", "codex_cli_core"]),
    ("codex_exec", ["codex-cli", "codex_exec"]),
    ("codex_vscode", ["codex-cli", "codex_vscode"]),
];

impl ClientSigns<'_> {
    /// The entrypoint, when everything says that it is Claude Code and not a program that borrowed its name.
    fn claude_code(&self) -> Option<&str> {
        let rest = self.user_agent.strip_prefix("claude-cli/")?;
        (self.claude_headers && self.claude_metadata).then_some(())?;
        Some(rest.split_once("(external, ").map_or("", |(_, rest)| rest.split([',', ')']).next().unwrap_or_default()))
    }

    /// Whether `pattern` names this client: one of the known names, a glob with `*` over the whole User-Agent, or a part
    /// of it; in any case, and without regard to `-` and `_` in a part.
    pub fn is(&self, pattern: &str) -> bool {
        let pattern = pattern.trim().to_lowercase();
        if pattern == "claude-code" {
            return self.claude_code().is_some();
        }
        if let Some((entrypoint, _)) = ENTRYPOINTS.iter().find(|(_, name)| *name == pattern) {
            return self.claude_code() == Some(entrypoint);
        }
        let agent = self.user_agent.to_lowercase();
        if CODEX.iter().any(|(prefix, names)| agent.starts_with(prefix) && names.contains(&pattern.as_str())) {
            return true;
        }
        if pattern.contains('*') {
            return glob(&pattern, &agent);
        }
        let bare = |text: &str| text.replace(['-', '_'], "");
        let pattern = bare(&pattern);
        !pattern.is_empty() && bare(&agent).contains(&pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAUDE: &str = "claude-cli/2.1.331 (external, sdk-ts)";

    #[test]
    fn clients_are_told_by_what_they_show() {
        for (pattern, agent, genuine, want) in [
            ("claude-code", CLAUDE, true, true),
            ("claude-code", CLAUDE, false, false),
            ("claude-code-sdk-ts", CLAUDE, true, true),
            ("claude-code-cli", CLAUDE, true, false),
            ("codex-cli", "codex_cli_rs/0.169.0 (Debian)", false, true),
            ("codex_exec", "codex_exec/0.1", false, true),
            ("codex_vscode", "codex_exec/0.1", false, false),
            ("gemini-cli", "GeminiCLI/0.61.0 (linux)", false, true),
            ("python*", "python-requests/2", false, true),
            ("*curl*", "python-requests/2", false, false),
            ("-", "anything", false, false),
            ("curl", "", false, false),
        ] {
            let signs = ClientSigns { user_agent: agent, claude_headers: genuine, claude_metadata: genuine };
            assert_eq!(signs.is(pattern), want, "{pattern} {agent}");
        }
    }
}
