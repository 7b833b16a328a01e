use super::*;
use axum::http::Request;

fn asked(method: Method, uri: &str, headers: &[(&str, &str)]) -> Option<Asked> {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Asked::of(&request.body(()).unwrap().into_parts().0)
}

#[test]
fn the_client_gets_the_shape_that_it_knows() {
    let anthropic = ("anthropic-version", "2023-06-01");
    for (uri, headers, shape, kinds) in [
        ("/v1/models", &[][..], Shape::OpenAi, Shape::OpenAi.kinds()),
        ("/v1/models/", &[anthropic], Shape::Anthropic, Shape::Anthropic.kinds()),
        ("/v1/models", &[("x-goog-api-key", "k")], Shape::Gemini, Shape::Gemini.kinds()),
        ("/v1beta/models?pageSize=5", &[], Shape::Gemini, Shape::Gemini.kinds()),
        ("/v1/responses/models", &[anthropic], Shape::OpenAi, &[ProviderKind::Codex]),
        ("/v1/chat/models", &[], Shape::OpenAi, &[ProviderKind::OpenaiCompatible]),
        ("/v1/models?api_type=codex", &[], Shape::OpenAi, &[ProviderKind::Codex]),
        ("/v1/models?format=claude", &[], Shape::Anthropic, Shape::Anthropic.kinds()),
        ("/v1/models", &[("x-cch-api-type", "gemini")], Shape::Gemini, Shape::Gemini.kinds()),
    ] {
        let asked = asked(Method::GET, uri, headers).unwrap();
        assert_eq!((asked.shape, asked.kinds, asked.one), (shape, kinds, None), "{uri}");
    }
}

#[test]
fn one_model_is_asked_for_by_its_name_alone() {
    assert_eq!(asked(Method::GET, "/v1/models/gpt-5.5", &[]).unwrap().one.as_deref(), Some("gpt-5.5"));
    assert_eq!(asked(Method::GET, "/v1/models/org/model", &[]).unwrap().one.as_deref(), Some("org/model"));
    assert_eq!(asked(Method::GET, "/v1/models/meta%2Fllama3:8b", &[]).unwrap().one.as_deref(), Some("meta/llama3:8b"));
    assert_eq!(asked(Method::POST, "/v1beta/models/m:generateContent", &[]), None);
    assert_eq!(asked(Method::POST, "/v1/models", &[]), None);
    assert_eq!(asked(Method::GET, "/v1/modelsx", &[]), None);
}

#[test]
fn codex_is_told_to_use_its_own_list() {
    let ask = |headers: &[(&str, &str)]| asked(Method::GET, "/v1/models?client_version=0.99", headers).unwrap();
    assert_eq!((ask(&[]).manifest, ask(&[]).has_manifest), (true, false));
    assert!(ask(&[("if-none-match", shape::MANIFEST_TAG)]).has_manifest);
    assert!(!ask(&[("anthropic-version", "x")]).manifest);
}
