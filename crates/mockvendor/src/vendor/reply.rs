//! The content of one answer, before a dialect words it.

use crate::call::Call;
use crate::script::{Script, Tool};
use crate::server::now_ms;
use crate::usage::{Usage, tokens};

pub(crate) struct Reply {
    /// Behind the dialect's prefix.
    pub(crate) suffix: String,
    pub(crate) model: String,
    pub(crate) thinking: Vec<String>,
    pub(crate) text: Vec<String>,
    pub(crate) tools: Vec<Tool>,
    /// In the classes that the answer tells apart.
    pub(crate) usage: Usage,
    /// What an answer that states no usage costs: nothing, unless the script says so.
    pub(crate) charge: Option<Usage>,
    /// As it was asked for.
    pub(crate) service_tier: Option<String>,
    pub(crate) stop_reason: Option<String>,
    /// Unix seconds.
    pub(crate) created: u64,
}

impl Reply {
    pub(crate) fn new(call: &Call, script: &Script) -> Self {
        let asked = &call.asked;
        let model = script.model.clone().unwrap_or_else(|| asked.model.clone());
        let default = || match script.tools.is_empty() {
            true => format!("Hello from mockvendor. {} read {} message(s).", asked.model, asked.messages),
            false => String::new(),
        };
        let text = script.text_parts.clone().unwrap_or_else(|| parts(&script.text.clone().unwrap_or_else(default)));
        let thinking = script.thinking.as_deref().map(parts).unwrap_or_default();
        let length = |parts: &[String]| parts.iter().map(String::len).sum::<usize>();
        let called: usize = script.tools.iter().map(|tool| tool.name.len() + tool.input.to_string().len()).sum();
        let reasoning = if thinking.is_empty() { 0 } else { tokens(length(&thinking)) };
        let usual = || Usage {
            input: tokens(call.bytes),
            output: tokens(length(&text) + called) + reasoning,
            reasoning,
            ..Usage::default()
        };
        let usage = script.usage.or_else(|| call.target.usual_usage(asked)).unwrap_or_else(usual);
        Self {
            suffix: call.suffix.clone(),
            model,
            thinking,
            text,
            tools: script.tools.clone(),
            usage: call.target.stated(usage),
            charge: script.usage,
            service_tier: asked.service_tier.clone(),
            stop_reason: script.stop_reason.clone(),
            created: now_ms() / 1000,
        }
    }

    /// The tier that served the request: who leaves it to the vendor gets the usual one.
    pub(crate) fn tier(&self) -> &str {
        self.service_tier.as_deref().filter(|tier| *tier != "auto").unwrap_or("default")
    }

    pub(crate) fn whole_text(&self) -> String {
        self.text.concat()
    }

    pub(crate) fn whole_thinking(&self) -> String {
        self.thinking.concat()
    }
}

/// Cuts a text about where tokens would be: behind a space, or after 24 characters anyway.
pub(crate) fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for c in text.chars() {
        part.push(c);
        let length = part.chars().count();
        if (c == ' ' && length >= 8) || length >= 24 {
            parts.push(std::mem::take(&mut part));
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}
