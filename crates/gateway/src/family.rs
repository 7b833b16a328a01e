//! The endpoints that the hub serves: one row a family. What a path means stands here and nowhere else.

use domain::Dialect;
use reqwest::Method;
use reqwest::header::HeaderMap;
use std::ops::Range;

/// How much of a family's answers is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accounting {
    /// Every answer states its usage; one that is no answer of its dialect is a failure.
    Required,
    /// Usage counts where it is stated.
    Optional,
    /// Its answers state nothing to bill: it is in the log, but in no sum. (What a batch or a run costs, its vendor alone
    /// knows.)
    None,
}

/// What kind of endpoint it is.
#[derive(Debug)]
pub(crate) struct Family {
    pub name: &'static str,
    pub dialect: Dialect,
    pub accounting: Accounting,
    pub needs_model: bool,
    /// A model speaks: overrides and repairs are for these alone.
    pub generates: bool,
    /// The header that only this family's clients send, where vendors share a path.
    asked_with: Option<&'static str>,
    paths: &'static [Rule],
}

/// Compared in lower case, without a slash at the end.
#[derive(Debug)]
enum Rule {
    Exact(&'static str),
    /// The path and everything below it.
    Tree(&'static str),
    /// `{prefix}{model}:{action}`.
    Action(&'static [&'static str], &'static [&'static str]),
    /// `/v1internal:{method}`; an empty list takes every method that does not generate.
    Code(&'static [&'static str]),
}

const GEMINI: &[&str] = &["/v1beta/models/", "/v1/publishers/google/models/", "/v1/models/"];
const PREDICT: &[&str] = &["/v1beta/models/", "/v1/publishers/google/models/"];
const CODE_ASSIST: &[&str] = &["/v1internal/models/"];

const GENERATE: &[&str] = &["generatecontent", STREAM];
const STREAM: &str = "streamgeneratecontent";

use Accounting::{None as Unbilled, Optional, Required};
use Rule::{Action, Code, Exact, Tree};

/// The first row that fits counts.
#[rustfmt::skip]
static FAMILIES: &[Family] = &[
    row("messages", Dialect::Anthropic, Required, true, true, &[Exact("/v1/messages")]),
    // Free of charge: https://platform.claude.com/docs/en/build-with-claude/token-counting
    row("count-tokens", Dialect::Anthropic, Unbilled, true, false, &[Exact("/v1/messages/count_tokens")]),
    row("message-batches", Dialect::Anthropic, Unbilled, false, false, &[Tree("/v1/messages/batches")]),
    row("compact", Dialect::Responses, Optional, false, false, &[Exact("/v1/responses/compact")]),
    row("responses", Dialect::Responses, Required, false, true, &[Exact("/v1/responses")]),
    row("responses-resources", Dialect::Responses, Unbilled, false, false, &[Tree("/v1/responses")]),
    row("chat-completions", Dialect::Chat, Required, true, true, &[Exact("/v1/chat/completions")]),
    row("chat-resources", Dialect::Chat, Unbilled, false, false, &[Tree("/v1/chat/completions")]),
    row("generate-content", Dialect::Gemini, Required, true, true, &[Action(GEMINI, GENERATE)]),
    row("gemini-count-tokens", Dialect::Gemini, Unbilled, true, false, &[Action(GEMINI, &["counttokens"])]),
    row("gemini-other", Dialect::Gemini, Optional, true, false, &[
        Action(GEMINI, &["embedcontent", "batchgeneratecontent", "batchembedcontents", "asyncbatchembedcontent"]),
        Action(PREDICT, &["predict", "predictlongrunning"]),
    ]),
    row("gemini-resources", Dialect::Gemini, Unbilled, false, false, &[
        Tree("/v1beta/files"), Tree("/upload/v1beta/files"), Tree("/v1beta/cachedcontents"), Tree("/v1beta/batches"),
        Tree("/v1beta/operations"), Tree("/upload/v1/files"), Tree("/v1/cachedcontents"), Tree("/v1/operations"),
    ]),
    row("code-assist", Dialect::GeminiCli, Required, true, true, &[Code(GENERATE), Action(CODE_ASSIST, GENERATE)]),
    row("code-assist-other", Dialect::GeminiCli, Unbilled, false, false, &[Code(&[]), Action(CODE_ASSIST, &["counttokens"])]),
    row("completions", Dialect::Chat, Required, true, true, &[Tree("/v1/completions")]),
    row("embeddings", Dialect::Chat, Required, true, false, &[Exact("/v1/embeddings")]),
    row("images", Dialect::Chat, Optional, false, false, &[Tree("/v1/images")]),
    row("audio", Dialect::Chat, Optional, false, false, &[
        Exact("/v1/audio/speech"), Exact("/v1/audio/transcriptions"), Exact("/v1/audio/translations"),
        Exact("/v1/audio/voices"), Exact("/v1/audio/voice_consents"),
    ]),
    Family { asked_with: Some("anthropic-version"), ..row("anthropic-resources", Dialect::Anthropic, Unbilled, false, false, &[
        Tree("/v1/files"), Tree("/v1/skills"),
    ]) },
    Family { asked_with: Some("x-goog-api-key"), ..row("google-resources", Dialect::Gemini, Unbilled, false, false, &[
        Tree("/v1/files"), Tree("/v1/batches"),
    ]) },
    row("openai-resources", Dialect::Chat, Unbilled, false, false, &[
        Exact("/v1/moderations"), Tree("/v1/files"), Tree("/v1/uploads"), Tree("/v1/batches"), Tree("/v1/fine_tuning"),
        Tree("/v1/evals"), Tree("/v1/assistants"), Tree("/v1/threads"), Tree("/v1/conversations"),
        Tree("/v1/vector_stores"), Tree("/v1/containers"), Tree("/v1/realtime"), Tree("/v1/videos"), Tree("/v1/skills"),
        Tree("/v1/chatkit"),
    ]),
];

/// What is asked for on a path of no family: the body's shape has told the dialect.
static UNLISTED: &[Family] = &[
    row("unlisted", Dialect::Anthropic, Optional, true, false, &[]),
    row("unlisted", Dialect::Chat, Optional, true, false, &[]),
    row("unlisted", Dialect::Responses, Optional, true, false, &[]),
    row("unlisted", Dialect::Gemini, Optional, true, false, &[]),
    row("unlisted", Dialect::GeminiCli, Optional, true, false, &[]),
];

const fn row(
    name: &'static str,
    dialect: Dialect,
    accounting: Accounting,
    needs_model: bool,
    generates: bool,
    paths: &'static [Rule],
) -> Family {
    Family { name, dialect, accounting, needs_model, generates, asked_with: None, paths }
}

/// Where a request goes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub family: &'static Family,
    /// As the client wrote it.
    pub path: String,
    /// Where the model stands in it.
    pub model: Option<Range<usize>>,
    /// The path asks for a stream.
    pub stream: bool,
}

impl Target {
    /// By the head of a request alone. One that does not take the method is found only when no other does.
    pub(crate) fn of(method: &Method, path: &str, headers: &HeaderMap) -> Option<Self> {
        // Lower case keeps every byte's place.
        let plain = path.strip_suffix('/').unwrap_or(path).to_ascii_lowercase();
        let mut refused = None;
        for family in FAMILIES.iter().filter(|family| family.asked_with.is_none_or(|name| headers.contains_key(name))) {
            let Some(model) = family.paths.iter().find_map(|rule| rule.fits(&plain)) else { continue };
            let stream = plain.ends_with(&format!(":{STREAM}"));
            let target = Self { family, path: path.to_owned(), model: (!model.is_empty()).then_some(model), stream };
            if target.takes(method) {
                return Some(target);
            }
            refused.get_or_insert(target);
        }
        refused
    }

    /// Who asks a model, posts; the other resources know more methods.
    pub(crate) fn takes(&self, method: &Method) -> bool {
        let Family { accounting, needs_model, .. } = self.family;
        method == Method::POST || (*accounting == Accounting::None && !needs_model)
    }

    /// Another provider may answer in place of one that failed. What lives in one account is its vendor's alone, and what
    /// it creates must not be created twice.
    pub(crate) fn fails_over(&self) -> bool {
        self.family.accounting != Accounting::None || self.family.needs_model
    }

    /// On a path of no family.
    pub(crate) fn unlisted(path: &str, dialect: Dialect) -> Option<Self> {
        let family = UNLISTED.iter().find(|family| family.dialect == dialect)?;
        Some(Self { family, path: path.to_owned(), model: None, stream: false })
    }
}

impl Rule {
    /// The model's place, empty when the path names none; `None` when the path is another one.
    fn fits(&self, path: &str) -> Option<Range<usize>> {
        let nowhere = Some(0..0);
        match self {
            Exact(want) => (path == *want).then_some(())?,
            Tree(root) => {
                let rest = path.strip_prefix(root)?;
                (rest.is_empty() || rest.starts_with('/')).then_some(())?;
            }
            Action(prefixes, actions) => {
                let start = prefixes.iter().find(|prefix| path.starts_with(**prefix))?.len();
                let (model, action) = path[start..].split_once(':')?;
                let fits = !model.is_empty() && !model.contains('/') && actions.contains(&action);
                return fits.then_some(start..start + model.len());
            }
            Code(methods) => {
                let method = path.strip_prefix("/v1internal:")?;
                let other = methods.is_empty() && !GENERATE.contains(&method);
                (other || methods.contains(&method)).then_some(())?;
            }
        }
        nowhere
    }
}

#[cfg(test)]
mod tests;
