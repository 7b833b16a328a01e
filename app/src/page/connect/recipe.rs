use crate::i18n::locale;
use crate::ui::Code;
use leptos::prelude::*;

/// Stands where the key goes as long as there is none to fill in.
pub(super) const PLACEHOLDER: &str = "YOUR_HUB_KEY";
const MODEL: &str = "claude-haiku-4-5";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tool {
    #[default]
    ClaudeCode,
    Curl,
    Python,
    JavaScript,
}

impl Tool {
    pub(super) const ALL: [Self; 4] = [Self::ClaudeCode, Self::Curl, Self::Python, Self::JavaScript];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ClaudeCode => "claude-code",
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
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
        }
    }
}

/// The blocks to copy for one tool, in order, each under a line that says what to do with it.
#[component]
pub(super) fn Recipe(tool: Tool, address: String, secret: String) -> impl IntoView {
    let t = locale().connect();
    let blocks: Vec<(&'static str, String)> = match tool {
        Tool::ClaudeCode => vec![
            (t.shell(), shell(&address, &secret)),
            (t.powershell(), powershell(&address, &secret)),
            (t.settings_file(), settings(&address, &secret)),
        ],
        Tool::Curl => vec![(t.run(), curl(&address, &secret))],
        Tool::Python => {
            vec![(t.install(), "pip install anthropic".to_owned()), (t.program(), python(&address, &secret))]
        }
        Tool::JavaScript => {
            vec![
                (t.install(), "npm install @anthropic-ai/sdk".to_owned()),
                (t.program(), javascript(&address, &secret)),
            ]
        }
    };
    let block = |(what, text): (&'static str, String)| {
        view! {
            <div class="stack" style="gap:6px">
                <h3>{what}</h3>
                <Code text label=what />
            </div>
        }
    };
    blocks.into_iter().map(block).collect_view()
}

fn shell(address: &str, secret: &str) -> String {
    format!("export ANTHROPIC_BASE_URL={address}\nexport ANTHROPIC_AUTH_TOKEN={secret}")
}

fn powershell(address: &str, secret: &str) -> String {
    format!("$env:ANTHROPIC_BASE_URL = \"{address}\"\n$env:ANTHROPIC_AUTH_TOKEN = \"{secret}\"\nclaude")
}

fn settings(address: &str, secret: &str) -> String {
    format!(
        r#"{{
  "env": {{
    "ANTHROPIC_BASE_URL": "{address}",
    "ANTHROPIC_AUTH_TOKEN": "{secret}"
  }}
}}"#
    )
}

fn curl(address: &str, secret: &str) -> String {
    format!(
        r#"curl {address}/v1/messages \
  -H "x-api-key: {secret}" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{{
    "model": "{MODEL}",
    "max_tokens": 64,
    "messages": [{{"role": "user", "content": "Say hello."}}]
  }}'"#
    )
}

fn python(address: &str, secret: &str) -> String {
    format!(
        r#"from anthropic import Anthropic

client = Anthropic(
    base_url="{address}",
    api_key="{secret}",
)
message = client.messages.create(
    model="{MODEL}",
    max_tokens=64,
    messages=[{{"role": "user", "content": "Say hello."}}],
)
print(message.content[0].text)"#
    )
}

fn javascript(address: &str, secret: &str) -> String {
    format!(
        r#"import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({{
  baseURL: "{address}",
  apiKey: "{secret}",
}});
const message = await client.messages.create({{
  model: "{MODEL}",
  max_tokens: 64,
  messages: [{{ role: "user", content: "Say hello." }}],
}});
console.log(message.content[0].text);"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_names_the_hub_and_the_key() {
        for text in
            [shell, powershell, settings, curl, python, javascript].map(|recipe| recipe("https://hub.example", "sk-x"))
        {
            assert!(text.contains("https://hub.example") && text.contains("sk-x"), "{text}");
        }
        assert!(curl("https://hub.example", "k").starts_with("curl https://hub.example/v1/messages "));
    }

    #[test]
    fn a_tool_is_found_by_its_name_in_the_address() {
        assert!(Tool::ALL.into_iter().all(|tool| Tool::from_name(tool.name()) == Some(tool)));
        assert_eq!(Tool::from_name("vim"), None);
    }
}
