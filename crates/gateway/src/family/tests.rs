use super::*;
use reqwest::header::HeaderValue;

fn post(path: &str) -> Option<Target> {
    Target::of(&Method::POST, path, &HeaderMap::new())
}

#[test]
fn vendors_that_share_a_path_are_told_apart_by_their_clients_headers() {
    let name = |path, header: &'static str| {
        let headers = [(header.parse().unwrap(), HeaderValue::from_static("x"))].into_iter().collect();
        Target::of(&Method::GET, path, &headers).unwrap().family.name
    };
    for (path, header, want) in [
        ("/v1/files/f", "anthropic-version", "anthropic-resources"),
        ("/v1/files/f", "x-goog-api-key", "google-resources"),
        ("/v1/files/f", "authorization", "openai-resources"),
        ("/v1/skills", "anthropic-version", "anthropic-resources"),
        ("/v1/batches", "x-goog-api-key", "google-resources"),
        ("/v1/batches", "anthropic-version", "openai-resources"),
    ] {
        assert_eq!(name(path, header), want, "{path} with {header}");
    }
}

#[test]
fn a_method_finds_the_family_that_takes_it() {
    let find = |method| Target::of(&method, "/v1/chat/completions", &HeaderMap::new()).unwrap().family.name;
    assert_eq!((find(Method::POST), find(Method::GET)), ("chat-completions", "chat-resources"));
    let none = Target::of(&Method::GET, "/v1/messages", &HeaderMap::new()).unwrap();
    assert!(none.family.name == "messages" && !none.takes(&Method::GET));
}

#[test]
fn every_listed_path_has_its_family() {
    for (path, name, model, stream) in [
        ("/v1/messages", "messages", "", false),
        ("/v1/Messages/", "messages", "", false),
        ("/v1/messages/count_tokens", "count-tokens", "", false),
        ("/v1/messages/batches/b/results", "message-batches", "", false),
        ("/v1/responses/compact", "compact", "", false),
        ("/v1/responses", "responses", "", false),
        ("/v1/responses/resp_1/input_items", "responses-resources", "", false),
        ("/v1/chat/completions", "chat-completions", "", false),
        ("/v1/chat/completions/id/messages", "chat-resources", "", false),
        ("/v1beta/models/Gemini-2.5-Pro:generateContent", "generate-content", "Gemini-2.5-Pro", false),
        ("/v1beta/models/m:streamGenerateContent", "generate-content", "m", true),
        ("/v1/models/m:generateContent", "generate-content", "m", false),
        ("/v1/publishers/google/models/m:streamGenerateContent", "generate-content", "m", true),
        ("/v1beta/models/m:countTokens", "gemini-count-tokens", "m", false),
        ("/v1beta/models/m:embedContent", "gemini-other", "m", false),
        ("/v1beta/models/m:batchEmbedContents", "gemini-other", "m", false),
        ("/v1beta/models/m:batchGenerateContent", "gemini-other", "m", false),
        ("/v1beta/models/m:asyncBatchEmbedContent", "gemini-other", "m", false),
        ("/v1beta/models/m:predict", "gemini-other", "m", false),
        ("/v1/publishers/google/models/m:predictLongRunning", "gemini-other", "m", false),
        ("/v1beta/files/f1", "gemini-resources", "", false),
        ("/upload/v1beta/files", "gemini-resources", "", false),
        ("/upload/v1/files", "gemini-resources", "", false),
        ("/v1/cachedContents", "gemini-resources", "", false),
        ("/v1internal:generateContent", "code-assist", "", false),
        ("/v1internal:streamGenerateContent", "code-assist", "", true),
        ("/v1internal/models/m:streamGenerateContent", "code-assist", "m", true),
        ("/v1internal:loadCodeAssist", "code-assist-other", "", false),
        ("/v1/completions", "completions", "", false),
        ("/v1/embeddings", "embeddings", "", false),
        ("/v1/images/edits", "images", "", false),
        ("/v1/audio/transcriptions", "audio", "", false),
        ("/v1/moderations", "openai-resources", "", false),
        ("/v1/files/f/content", "openai-resources", "", false),
        ("/v1/batches", "openai-resources", "", false),
        ("/v1/vector_stores/v/files", "openai-resources", "", false),
    ] {
        let target = post(path).unwrap_or_else(|| panic!("{path}"));
        let found = target.model.clone().map_or("", |range| &path[range]);
        assert_eq!((target.family.name, found, target.stream), (name, model, stream), "{path}");
    }
}

#[test]
fn other_paths_have_none() {
    for path in [
        "/v1",
        "/v1/",
        "/v1/messagesx",
        "/v1/filesx",
        "/v1/models/m:predict",
        "/v1/models/a/b:generateContent",
        "/v1beta/models/:generateContent",
        "/v1beta/models/a:b:generateContent",
        "/v1/organizations/api_keys",
        "/v1internal",
    ] {
        assert!(post(path).is_none(), "{path}");
    }
}

#[test]
fn what_is_billed_names_its_model() {
    for family in FAMILIES.iter().filter(|family| family.accounting == Required && family.name != "responses") {
        assert!(family.needs_model, "{}", family.name);
    }
    for dialect in [Dialect::Anthropic, Dialect::Chat, Dialect::Responses, Dialect::Gemini, Dialect::GeminiCli] {
        assert!(Target::unlisted("/v1/x", dialect).is_some());
    }
}
