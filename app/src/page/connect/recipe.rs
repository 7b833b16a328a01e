//! What to copy for a tool: a text for each block, with the hub's address and the key filled in.

mod cli;
mod sdk;

use crate::i18n::locale;
use crate::ui::Code;
use leptos::prelude::*;

/// Stands where the key goes as long as there is none to fill in.
pub(super) const PLACEHOLDER: &str = "YOUR_HUB_KEY";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tool {
    #[default]
    ClaudeCode,
    Codex,
    Gemini,
    Curl,
    Python,
    JavaScript,
}

impl Tool {
    pub(super) const ALL: [Self; 6] =
        [Self::ClaudeCode, Self::Codex, Self::Gemini, Self::Curl, Self::Python, Self::JavaScript];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ClaudeCode => "claude-code",
            Self::Codex => "codex",
            Self::Gemini => "gemini",
            Self::Curl => "curl",
            Self::Python => "python",
            Self::JavaScript => "javascript",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::ClaudeCode => "Claude Code",
            Self::Codex => "Codex CLI",
            Self::Gemini => "Gemini CLI",
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
        }
    }

    /// It speaks whatever its program says, so there is a program for each vendor's API.
    pub(super) fn has_apis(self) -> bool {
        matches!(self, Self::Curl | Self::Python | Self::JavaScript)
    }
}

/// Whose API a program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Api {
    #[default]
    Anthropic,
    OpenAi,
    Google,
}

impl Api {
    pub(super) const ALL: [Self; 3] = [Self::Anthropic, Self::OpenAi, Self::Google];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Anthropic => "anthropic",
            Self::OpenAi => "openai",
            Self::Google => "google",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.name() == name)
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Anthropic => "Anthropic",
            Self::OpenAi => "OpenAI",
            Self::Google => "Google",
        }
    }
}

/// The blocks to copy for one tool, in order, each under a line that says what to do with it.
#[component]
pub(super) fn Recipe(tool: Tool, api: Api, address: String, secret: String) -> impl IntoView {
    let t = locale().connect();
    let blocks: Vec<(String, &'static str)> = match tool {
        Tool::ClaudeCode => vec![
            (t.shell("claude"), cli::CLAUDE_SHELL),
            (t.powershell().into(), cli::CLAUDE_POWERSHELL),
            (t.settings_file().into(), cli::CLAUDE_SETTINGS),
        ],
        Tool::Codex => vec![
            (t.codex_file().into(), cli::CODEX_CONFIG),
            (t.shell("codex"), cli::CODEX_SHELL),
            (t.powershell().into(), cli::CODEX_POWERSHELL),
        ],
        Tool::Gemini => vec![
            (t.shell("gemini"), cli::GEMINI_SHELL),
            (t.powershell().into(), cli::GEMINI_POWERSHELL),
            (t.gemini_file().into(), cli::GEMINI_SETTINGS),
        ],
        Tool::Curl => vec![(t.run().into(), sdk::curl(api))],
        Tool::Python => vec![(t.install().into(), sdk::pip(api)), (t.program().into(), sdk::python(api))],
        Tool::JavaScript => vec![(t.install().into(), sdk::npm(api)), (t.program().into(), sdk::javascript(api))],
    };
    let block = |(what, template): (String, &'static str)| {
        view! {
            <div class="stack" style="gap:6px">
                <h3>{what.clone()}</h3>
                <Code text=filled(template, &address, &secret) label=what />
            </div>
        }
    };
    blocks.into_iter().map(block).collect_view()
}

fn filled(template: &str, address: &str, secret: &str) -> String {
    template.trim().replace("{address}", address).replace("{key}", secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_names_the_hub_and_the_key() {
        let cli = [
            cli::CLAUDE_SHELL,
            cli::CLAUDE_POWERSHELL,
            cli::CLAUDE_SETTINGS,
            cli::GEMINI_SHELL,
            cli::GEMINI_POWERSHELL,
        ];
        let sdk = Api::ALL.map(|api| [sdk::curl(api), sdk::python(api), sdk::javascript(api)]).concat();
        for template in cli.into_iter().chain(sdk) {
            let text = filled(template, "https://hub.example", "sk-x");
            assert!(text.contains("https://hub.example") && text.contains("sk-x"), "{text}");
            assert!(!text.contains("{address}") && !text.contains("{key}"), "{text}");
        }
        // Codex has the address in its file and the key in the environment.
        assert!(filled(cli::CODEX_CONFIG, "https://hub.example", "").contains("\"https://hub.example/v1\""));
        for template in [cli::CODEX_SHELL, cli::CODEX_POWERSHELL] {
            assert!(filled(template, "", "sk-x").contains("sk-x"));
        }
    }

    #[test]
    fn an_address_is_asked_where_the_hub_listens() {
        for (api, begins) in [
            (Api::Anthropic, "curl https://hub.example/v1/messages "),
            (Api::OpenAi, "curl https://hub.example/v1/chat/completions "),
            (Api::Google, "curl https://hub.example/v1beta/models/gemini-2.5-flash:generateContent "),
        ] {
            assert!(filled(sdk::curl(api), "https://hub.example", "k").starts_with(begins));
        }
        for program in [sdk::python, sdk::javascript] {
            assert!(program(Api::OpenAi).contains("\"{address}/v1\""), "the SDK of OpenAI wants the version");
            assert!(
                program(Api::Anthropic).contains("\"{address}\"") && program(Api::Google).contains("\"{address}\"")
            );
        }
    }

    #[test]
    fn settings_are_json() {
        for template in [cli::CLAUDE_SETTINGS, cli::GEMINI_SETTINGS] {
            serde_json::from_str::<serde_json::Value>(&filled(template, "https://hub.example", "sk-x")).unwrap();
        }
    }

    #[test]
    fn a_tool_is_found_by_its_name_in_the_address() {
        assert!(Tool::ALL.into_iter().all(|tool| Tool::from_name(tool.name()) == Some(tool)));
        assert!(Api::ALL.into_iter().all(|api| Api::from_name(api.name()) == Some(api)));
        assert_eq!(Tool::from_name("vim"), None);
    }
}
