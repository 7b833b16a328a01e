use super::*;
use domain::log::Excluded;
use http_body_util::BodyExt;

fn all() -> Vec<(Reject, u16)> {
    vec![
        (Reject::NoCredential, 401),
        (Reject::CredentialsDiffer, 401),
        (Reject::UnknownKey, 401),
        (Reject::TooManyGuesses { seconds: 600 }, 429),
        (Reject::Barred(Barred::KeyDisabled), 401),
        (Reject::Barred(Barred::KeyExpired), 401),
        (Reject::Barred(Barred::UserDisabled), 401),
        (Reject::Barred(Barred::UserExpired), 401),
        (Reject::UnknownPath("/v1/x".to_owned()), 404),
        (Reject::Method, 405),
        (Reject::BodyEncoding("compress".to_owned()), 415),
        (Reject::BodyUndecodable, 400),
        (Reject::BodyBomb { ratio: 200 }, 413),
        (Reject::BodyTooLarge { limit: 9 }, 413),
        (Reject::BodyBroken, 400),
        (Reject::BodyNotJson("line 1".to_owned()), 400),
        (Reject::NoModel, 400),
        (Reject::ModelNotAllowed("m".to_owned()), 400),
        (Reject::ModelUnnamed, 400),
        (Reject::NoSuchModel("m".to_owned()), 404),
        (Reject::NoProvider(Box::default()), 503),
        (Reject::Unreachable("secret reason".to_owned()), 502),
        (Reject::TimedOut("secret reason".to_owned()), 504),
        (Reject::ClientLeft, 499),
        (Reject::Internal, 500),
    ]
}

/// Reason x dialect: each in the shape that the vendor's own clients take apart.
#[tokio::test]
async fn every_refusal_is_native_to_every_dialect() {
    let id = RequestId("0199-id".to_owned());
    let mut codes = std::collections::HashSet::new();
    for (reject, status) in all() {
        let code = reject.parts().1;
        assert!(codes.insert(code), "{code} stands for two reasons");
        for dialect in [Dialect::Anthropic, Dialect::Chat, Dialect::Responses, Dialect::Gemini, Dialect::GeminiCli] {
            let response = reject.render(dialect, &id);
            assert_eq!(response.status(), status, "{code}");
            let headers = response.headers().clone();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let body: Value = serde_json::from_slice(&body).unwrap();
            let message = body["error"]["message"].as_str().unwrap();
            assert!(message.len() > 10 && !message.contains("secret"), "{message}");
            assert_eq!(headers[REQUEST_ID], "0199-id");
            match dialect {
                Dialect::Anthropic => {
                    assert_eq!((&body["type"], &body["request_id"]), (&json!("error"), &json!("0199-id")));
                    assert_eq!(
                        (&body["error"]["type"], &body["error"]["code"]),
                        (&json!(anthropic_type(status)), &json!(code))
                    );
                    assert_eq!(headers["request-id"], "0199-id");
                }
                Dialect::Chat | Dialect::Responses => {
                    assert_eq!(
                        (&body["error"]["type"], &body["error"]["code"]),
                        (&json!(openai_type(status)), &json!(code))
                    );
                    assert!(body["error"]["param"].is_null());
                    assert_eq!(headers["x-request-id"], "0199-id");
                }
                Dialect::Gemini | Dialect::GeminiCli => {
                    assert_eq!(
                        (&body["error"]["code"], &body["error"]["status"]),
                        (&json!(status), &json!(google_status(status)))
                    );
                    assert_eq!(body["error"]["details"][0]["reason"], code);
                }
            }
        }
    }
}

/// A hub has providers for other people and other protocols, too: they say nothing of why this request was not served.
#[test]
fn the_reason_that_matters_is_told_though_many_providers_are_left_out() {
    use domain::log::Exclusion::{BreakerOpen, Dialect, Disabled, Group};
    let left_out = |reason| Excluded { name: "acme".to_owned(), reason, until: None };
    let excluded = [Group, Group, Disabled, Dialect, Dialect, Dialect, BreakerOpen].map(left_out).to_vec();
    let message = Reject::NoProvider(Box::new(Selection { excluded, ..Selection::default() })).to_string();
    assert_eq!(
        message,
        "No provider is available for this request: provider 7 has its circuit breaker open; provider 1 is not in your \
         groups; provider 2 is not in your groups; provider 3 is disabled; provider 4 speaks another protocol; and 2 more."
    );
}

#[test]
fn what_must_be_waited_for_says_how_long() {
    let response = Reject::TooManyGuesses { seconds: 42 }.render(Dialect::Chat, &RequestId("x".to_owned()));
    assert_eq!(response.headers()[RETRY_AFTER], "42");
}
