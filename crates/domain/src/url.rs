//! Where a request goes for a provider's base URL: the form's preview and the data plane both ask here.

/// The resources that a base URL may already name, so that a whole endpoint can be pasted.
const ENDPOINTS: [&str; 12] = [
    "/messages",
    "/chat/completions",
    "/responses",
    "/completions",
    "/embeddings",
    "/images",
    "/audio/transcriptions",
    "/audio/translations",
    "/audio/speech",
    "/moderations",
    "/files",
    "/models",
];

/// What may follow one of them in a base URL.
const SUB_RESOURCES: [&str; 6] = ["", "/count_tokens", "/compact", "/generations", "/edits", "/variations"];

/// Roots that stand for a version although they do not end in one: Google's OpenAI layer
/// (<https://ai.google.dev/gemini-api/docs/openai>) and Vertex.
const VERSIONED_ROOTS: [&str; 2] = ["/v1beta/openai", "/publishers/google"];

/// Longest URL.
const CHARS_MAX: usize = 2_000;

/// The provider's URL for `request_path`, which begins with `/` and has no query.
///
/// The base may be a root (`https://h`), end in a version (`https://h/v4`: the provider's version wins), or be a whole
/// endpoint (`https://h/api/v1/messages`); no segment is ever doubled.
pub fn join(base: &str, request_path: &str) -> String {
    let base = base.trim().trim_end_matches('/');
    let (origin, base_path) = match base.find("://").and_then(|i| base[i + 3..].find('/').map(|j| i + 3 + j)) {
        Some(slash) => base.split_at(slash),
        None => (base, ""),
    };
    if starts_with_path(request_path, base_path) {
        return format!("{origin}{request_path}");
    }
    let resource = split_version(request_path).1;
    let named = before_endpoint(base_path);
    let root = named.unwrap_or(base_path);
    let versioned = root.rsplit('/').next().is_some_and(is_version);
    let whole = match resource.starts_with(':') {
        // A method stands right behind a version and nowhere else.
        true => !versioned,
        false => !(versioned || named.is_some() || VERSIONED_ROOTS.iter().any(|end| root.ends_with(end))),
    };
    format!("{origin}{root}{}", if whole { request_path } else { resource })
}

/// `https://api.example.com:443/v1` -> `api.example.com`. Empty when there is none.
pub fn host(url: &str) -> &str {
    let rest = url.trim().split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Why the hub cannot send requests to such an address, in words for whoever has entered it. Logs and answers show
/// addresses, so no credentials may stand in one.
pub fn fault(text: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Some("This must be a whole URL, such as https://api.anthropic.com.");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match () {
        () if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Some("The URL must begin with http:// or https://.")
        }
        () if authority.contains('@') => {
            Some("The URL must not contain credentials; the credential has its own field.")
        }
        () if text.len() > CHARS_MAX => Some("The URL is too long."),
        () if rest.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') => {
            Some("The URL must not contain spaces or control characters.")
        }
        () if !is_authority(authority) => Some("The URL has no valid host."),
        () => None,
    }
}

/// `host`, `host:port`, `[::1]:port`.
pub fn is_authority(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) if host.parse::<std::net::Ipv6Addr>().is_ok() => ("v6", port),
        Some(_) => return false,
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let good_host = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    good_host
        && (port.is_empty()
            || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0)))
}

/// `/api/v1` of `/api/v1/messages/count_tokens`; `/v1beta` of `/v1beta/models/m:generateContent`.
fn before_endpoint(base_path: &str) -> Option<&str> {
    let found = ENDPOINTS.iter().filter_map(|endpoint| {
        let at = if base_path.len() < endpoint.len() { None } else { base_path.rfind(endpoint) }?;
        let rest = &base_path[at + endpoint.len()..];
        (SUB_RESOURCES.contains(&rest) || (*endpoint == "/models" && rest.contains(':'))).then_some(at)
    });
    // `/chat/completions` ends in `/completions`: the one that begins first is the endpoint.
    found.min().map(|at| &base_path[..at])
}

/// `/v1/messages` -> (`/v1`, `/messages`); `/v1internal:m` -> (`/v1internal`, `:m`).
fn split_version(path: &str) -> (&str, &str) {
    let end = path[1..].find(['/', ':']).map_or(path.len(), |i| i + 1);
    if is_version(&path[1..end]) { path.split_at(end) } else { ("", path) }
}

fn starts_with_path(path: &str, prefix: &str) -> bool {
    !prefix.is_empty() && path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
}

/// `v1`, `v1beta`, `v4`, `v1internal`.
fn is_version(segment: &str) -> bool {
    let Some(rest) = segment.strip_prefix('v') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests;
