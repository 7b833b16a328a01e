//! The description of the management API. Handlers tell what is their own; what all of them have in common is added here.

use super::backup::BINARY;
use super::example::Examples;
use super::idempotency::KEY;
use super::{Problem, ProblemBody};
use super::{guide, scope};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::ApiError;
use domain::token::Scope;
use std::future::{Ready, ready};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, PathItem, Ref, RefOr, Required, ResponseBuilder, Type};
use utoipa::{Modify, OpenApi, ToSchema};

const PROBLEM: &str = "application/problem+json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Claude Code Hub",
        license(name = "MIT OR Apache-2.0")
    ),
    // This hub, whatever name it was asked by.
    servers((url = "/")),
    modifiers(&Credentials),
    tags(
        (name = "auth", description = "Signing in to the console"),
        (name = "tokens", description = "What programs that manage the hub sign in with"),
        (name = "users", description = "People and machines that own hub keys"),
        (name = "keys", description = "Hub keys: what clients send"),
        (name = "providers", description = "Vendor accounts"),
        (name = "groups", description = "Who may reach which providers, and at what multiplier"),
        (name = "quotas", description = "Limits and how far they are used"),
        (name = "prices", description = "What models cost"),
        (name = "sessions", description = "Conversations that are going on"),
        (name = "logs", description = "Requests and what became of them"),
        (name = "dashboard", description = "Figures"),
        (name = "audit", description = "Who changed what"),
        (name = "settings", description = "What an admin sets for the whole hub"),
        (name = "alerts", description = "Who is told of what, and what was told"),
        (name = "system", description = "What the hub does by itself, and traps around it"),
        (name = "health", description = "Is the hub well")
    )
)]
pub(super) struct Document;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let header = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Api-Key")));
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(app::cookie::NAME)));
        components.add_security_scheme("bearer", bearer);
        components.add_security_scheme("api_key", header);
        components.add_security_scheme("console", cookie);
    }
}

/// Adds to every operation what its kind has: who may, examples, problems, `If-Match`, `Idempotency-Key`.
pub(super) fn complete(document: &mut utoipa::openapi::OpenApi) {
    document.info.description = Some(guide::text());
    let examples = Examples::read();
    for (path, item) in &mut document.paths.paths {
        let tagged = item.get.is_some() && item.patch.is_some();
        let PathItem { get, put, post, delete, patch, .. } = item;
        let methods = [Method::GET, Method::PUT, Method::POST, Method::DELETE, Method::PATCH];
        for (method, operation) in methods.iter().zip([&mut *get, &mut *put, &mut *post, &mut *delete, &mut *patch]) {
            if let Some(operation) = operation {
                tell_who_may(operation, scope::needed(method, path));
            }
        }
        if tagged {
            for operation in [&mut *patch, &mut *delete].into_iter().flatten() {
                let about = "The `ETag` of what is to be changed: what has changed since is left alone.";
                header(operation, "If-Match", about, r#"^(\*|"[!#-~]*"(, "[!#-~]*")*)$"#);
                problem(operation, "412", "It has changed since");
            }
        }
        if let Some(operation) =
            post.as_mut().filter(|operation| operation.security.is_some() && !takes_file(operation))
        {
            let about = "1 to 255 characters of your own. Sent again within a day, it gets the first answer.";
            header(operation, KEY, about, "^[ -~]{1,255}$");
            problem(operation, "409", "In conflict with what is there, or its `Idempotency-Key` is under way");
            problem(operation, "422", "This `Idempotency-Key` came with another request");
        }
        for operation in [get, put, post, delete, patch].into_iter().flatten() {
            named_with_its_tag(operation);
            examples.show(operation);
            if operation.security.is_some() {
                problem(operation, "401", "");
                problem(operation, "403", "");
                problem(operation, "429", "");
                problem(operation, "503", "The database does not answer");
            }
            if operation.request_body.is_some() || operation.parameters.as_ref().is_some_and(|list| !list.is_empty()) {
                problem(operation, "400", "");
            }
            as_problems(operation);
        }
    }
}

/// What answers with the description. It is kept as it is sent: as what it was made from it would take ten times the room.
pub(super) fn served(
    document: &utoipa::openapi::OpenApi,
) -> impl Fn() -> Ready<Response> + Clone + Send + 'static + use<> {
    let text = document.to_json().map(Bytes::from).map_err(|error| {
        tracing::error!(%error, "the description of the API cannot be written");
        ApiError::internal()
    });
    move || {
        let json = |text| ([(CONTENT_TYPE, "application/json")], text).into_response();
        ready(text.clone().map_or_else(|error| Problem(error).into_response(), json))
    }
}

/// The check of one changes nothing, and the file may be too large to be kept for a moment.
fn takes_file(operation: &Operation) -> bool {
    matches!(&operation.request_body, Some(RefOr::T(body)) if body.content.contains_key(BINARY))
}

/// A handler that speaks of 403 is for admins. A token without the scope gets it anywhere.
fn tell_who_may(operation: &mut Operation, scope: Option<Scope>) {
    let who = match (&operation.security, operation.responses.responses.contains_key("403")) {
        (None, _) => "everybody, without a credential.",
        (_, true) => "admins.",
        (_, false) => "everyone who is signed in; of what belongs to somebody, users reach their own.",
    };
    let token = match (&operation.security, scope) {
        (None, _) => String::new(),
        (_, Some(scope)) => format!(" A token needs the scope `{}`.", scope.as_str()),
        (_, None) => " Not for tokens.".to_owned(),
    };
    let about = operation.description.as_deref().unwrap_or_default();
    operation.description = Some(format!("{about}\n\n**Who may:** {who}{token}"));
}

/// `users_create`: handlers are called alike, and what clients call an operation must be its own.
fn named_with_its_tag(operation: &mut Operation) {
    let tag = operation.tags.as_ref().and_then(|tags| tags.first());
    operation.operation_id = tag.zip(operation.operation_id.as_ref()).map(|(tag, name)| format!("{tag}_{name}"));
}

fn header(operation: &mut Operation, name: &str, description: &str, pattern: &str) {
    let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern));
    let parameter: Parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(text.build()))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
}

/// Unless the handler says more of it. An empty description is [`told`] in the end.
fn problem(operation: &mut Operation, status: &str, description: &str) {
    let body = Ref::from_schema_name(ProblemBody::name());
    let content = ContentBuilder::new().schema(Some(body)).build();
    let response = ResponseBuilder::new().description(description).content(PROBLEM, content).build();
    operation.responses.responses.entry(status.to_owned()).or_insert(RefOr::T(response));
}

/// Errors are problems, whatever the macro takes them for.
fn as_problems(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if !status.starts_with('2')
            && let Some(content) = response.content.swap_remove("application/json")
        {
            response.content.insert(PROBLEM.to_owned(), content);
        }
        if response.description.is_empty() {
            response.description = told(status).to_owned();
        }
    }
}

/// RFC 9110, 15.
fn told(status: &str) -> &'static str {
    match status {
        "200" => "What was asked for",
        "201" => "Made; `Location` says where",
        "204" => "Done",
        "400" => "Something of the request is not as it should be",
        "401" => "Not signed in",
        "403" => "Not allowed, or not with this token",
        "404" => "There is no such thing",
        "409" => "In conflict with what is there",
        "429" => "Too many wrong keys from this address",
        "503" => "Something that the hub needs does not answer",
        _ => "",
    }
}
