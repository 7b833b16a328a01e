use super::*;

#[test]
fn every_listed_path_has_its_family() {
    for (path, name, model, stream) in [
        ("/v1/messages", "messages", "", false),
        ("/v1/Messages/", "messages", "", false),
        ("/v1/messages/count_tokens", "count-tokens", "", false),
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
        let target = Target::of(path).unwrap_or_else(|| panic!("{path}"));
        let found = target.model.clone().map_or("", |range| &path[range]);
        assert_eq!((target.family.name, found, target.stream), (name, model, stream), "{path}");
    }
}

#[test]
fn other_paths_have_none() {
    for path in [
        "/v1",
        "/v1/",
        "/v1/messages/batches",
        "/v1/messagesx",
        "/v1/filesx",
        "/v1/models/m:predict",
        "/v1/models/a/b:generateContent",
        "/v1beta/models/:generateContent",
        "/v1beta/models/a:b:generateContent",
        "/v1/organizations/api_keys",
        "/v1internal",
    ] {
        assert!(Target::of(path).is_none(), "{path}");
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
