//! What a provider's URL gives away before anything is asked.

mod oddity;
mod wrong;

pub(super) use oddity::{Oddity, oddity};
pub(super) use wrong::{Wrong, wrong};

use domain::google::GoogleCredential;
use domain::provider::ProviderKind::{self, Claude, ClaudeAuth, Codex, Gemini, GeminiCli, OpenaiCompatible};
use domain::url::host;

const ANTHROPIC: &[ProviderKind] = &[ClaudeAuth, Claude];
const OPENAI: &[ProviderKind] = &[OpenaiCompatible, Codex];

/// Hosts that are known, with the types that fit them, the likeliest first.
const HOSTS: [(&str, &[ProviderKind]); 14] = [
    ("api.anthropic.com", &[Claude, ClaudeAuth, OpenaiCompatible]),
    ("api.openai.com", OPENAI),
    ("generativelanguage.googleapis.com", &[Gemini]),
    ("cloudcode-pa.googleapis.com", &[GeminiCli]),
    // Several protocols at one root.
    ("openrouter.ai", &[OpenaiCompatible, Codex, ClaudeAuth]),
    ("api.x.ai", &[OpenaiCompatible, Codex, ClaudeAuth]),
    ("api.groq.com", OPENAI),
    ("api.deepseek.com", &[OpenaiCompatible]),
    ("api.mistral.ai", &[OpenaiCompatible]),
    ("dashscope.aliyuncs.com", OPENAI),
    ("dashscope-intl.aliyuncs.com", OPENAI),
    ("open.bigmodel.cn", &[OpenaiCompatible]),
    ("api.moonshot.cn", &[OpenaiCompatible]),
    ("api.siliconflow.cn", &[OpenaiCompatible]),
];

/// The type that fits the URL and the credential. An unknown host is most likely an Anthropic relay.
pub(super) fn guess(url: &str, credential: &str) -> ProviderKind {
    let (fits, own) = (fitting(url), by_credential(credential.trim()));
    match (fits.first(), own) {
        (_, Some(own)) if fits.is_empty() || fits.contains(&own) => own,
        (Some(likeliest), _) => *likeliest,
        (None, _) if host(url).is_empty() => Claude,
        (None, _) => ClaudeAuth,
    }
}

fn by_credential(credential: &str) -> Option<ProviderKind> {
    match () {
        () if credential.starts_with("sk-ant-oat") => Some(ClaudeAuth),
        () if credential.starts_with("sk-ant-") => Some(Claude),
        () if credential.starts_with("AIza") || GoogleCredential::is_meant(credential) => Some(Gemini),
        () => None,
    }
}

/// The types that the URL may belong to, the likeliest first; none when it gives nothing away. A path tells more than
/// a host: vendors and relays have several protocols beside each other.
fn fitting(url: &str) -> &'static [ProviderKind] {
    let url = url.trim().to_ascii_lowercase();
    let (host, path) = (host(&url), path(&url));
    let has = |words: &[&str]| path.split(['/', ':']).any(|segment| words.iter().any(|word| segment.starts_with(word)));
    match () {
        () if has(&["v1internal"]) => &[GeminiCli],
        () if has(&["responses"]) => &[Codex],
        () if has(&["completions", "embeddings", "openai", "compatible-mode"]) => OPENAI,
        () if has(&["messages", "anthropic", "claude"]) => ANTHROPIC,
        () if has(&["v1beta", "gemini"]) => &[Gemini],
        () if has(&["codex"]) || host.contains("codex") => &[Codex, OpenaiCompatible],
        () => HOSTS.iter().find(|(known, _)| *known == host).map_or(&[], |(_, kinds)| *kinds),
    }
}

/// From the first `/` after the host on.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/').map_or("", |at| &rest[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_the_type() {
        for (url, credential, kind) in [
            ("", "", Claude),
            ("", "sk-ant-oat01-x", ClaudeAuth),
            ("", "AIzaSy", Gemini),
            ("https://api.anthropic.com", "", Claude),
            ("https://api.anthropic.com/v1", "sk-ant-api03-x", Claude),
            ("https://API.anthropic.com", "sk-ant-oat01-x", ClaudeAuth),
            ("https://relay.example.com", "sk-ant-api03-x", Claude),
            ("https://relay.example.com", "sk-x", ClaudeAuth),
            ("https://relay.example.com/api/anthropic", "sk-x", ClaudeAuth),
            ("https://api.deepseek.com/anthropic", "", ClaudeAuth),
            ("https://api.openai.com", "", OpenaiCompatible),
            ("https://api.openai.com/v1", "sk-proj-x", OpenaiCompatible),
            ("https://api.openai.com/v1/responses", "", Codex),
            ("https://chatgpt.com/backend-api/codex", "", Codex),
            ("https://codex.relay.example.com/v1", "sk-x", Codex),
            ("https://relay.example.com/v1/chat/completions", "sk-x", OpenaiCompatible),
            ("https://openrouter.ai/api/v1", "", OpenaiCompatible),
            ("https://dashscope.aliyuncs.com/compatible-mode/v1", "", OpenaiCompatible),
            ("https://generativelanguage.googleapis.com", "", Gemini),
            ("https://generativelanguage.googleapis.com/v1beta/openai", "AIzaSy", OpenaiCompatible),
            ("https://generativelanguage.googleapis.com", r#"{"refresh_token":"x"}"#, Gemini),
            ("https://cloudcode-pa.googleapis.com", r#"{"refresh_token":"x"}"#, GeminiCli),
            ("https://relay.example.com/v1beta", "sk-x", Gemini),
            ("https://relay.example.com", "AIzaSy", Gemini),
        ] {
            assert_eq!(guess(url, credential), kind, "{url} {credential}");
        }
    }
}
