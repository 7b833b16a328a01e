//! Rules about models, as the TypeScript system keeps them.

use super::row::Row;
use domain::Names;
use domain::redirect::{MatchKind, Redirect, Redirector, Redirects};
use serde_json::Value;

/// The models that are allowed, as globs. Not whole: a rule has no counterpart, and without it others would be let through.
pub(super) struct Allowed {
    pub(super) names: Names,
    pub(super) is_whole: bool,
}

/// Texts, which are names, or `{matchType, pattern}`.
pub(super) fn allowed(row: &Row, remarks: &mut Vec<String>) -> Allowed {
    let mut globs = Vec::new();
    let mut is_whole = true;
    for rule in row.json("allowed_models").as_array().into_iter().flatten() {
        match as_glob(rule) {
            Some(glob) => globs.push(glob),
            None => {
                is_whole = false;
                remarks.push(format!("is switched off, as the allowed model {rule} has no counterpart here"));
            }
        }
    }
    Allowed { names: globs.into(), is_whole }
}

fn as_glob(rule: &Value) -> Option<String> {
    if let Some(name) = rule.as_str() {
        return Some(name.to_owned());
    }
    let pattern = rule.get("pattern")?.as_str()?;
    match kind(rule)? {
        MatchKind::Exact => Some(pattern.to_owned()),
        MatchKind::Prefix => Some(format!("{pattern}*")),
        MatchKind::Suffix => Some(format!("*{pattern}")),
        MatchKind::Contains => Some(format!("*{pattern}*")),
        MatchKind::Regex => simple(pattern),
    }
}

fn kind(rule: &Value) -> Option<MatchKind> {
    match rule.get("matchType").and_then(Value::as_str) {
        None => Some(MatchKind::Exact),
        Some(text) => MatchKind::ALL.into_iter().find(|kind| kind.as_str() == text),
    }
}

/// The glob that means the same as a regular expression, if it has nothing but names, `.*`, `^` and `$`.
fn simple(regex: &str) -> Option<String> {
    let (start, rest) = regex.strip_prefix('^').map_or(("*", regex), |rest| ("", rest));
    let (end, rest) = rest.strip_suffix('$').map_or(("*", rest), |rest| ("", rest));
    let mut glob = start.to_owned();
    let mut chars = rest.chars();
    while let Some(char) = chars.next() {
        glob.push(match char {
            '.' => chars.next().filter(|next| *next == '*')?,
            '\\' => chars.next().filter(|next| next.is_ascii_punctuation() && *next != '*')?,
            _ if char.is_alphanumeric() || "-_/:@".contains(char) => char,
            _ => return None,
        });
    }
    Some(glob + end)
}

/// A list of rules in order, or in old versions an object of exact ones. False: one of them has no counterpart.
pub(super) fn redirects(row: &Row, remarks: &mut Vec<String>) -> (Redirects, bool) {
    let json = row.json("model_redirects");
    let exact = json.as_object().into_iter().flatten().map(|(source, target)| {
        Some(Redirect { kind: MatchKind::Exact, source: source.clone(), target: target.as_str()?.to_owned() })
    });
    let rules = json.as_array().into_iter().flatten().map(|rule| {
        let field = |name: &str| Some(rule.get(name)?.as_str()?.to_owned());
        usable(Redirect { kind: kind(rule)?, source: field("source")?, target: field("target")? })
    });
    let mut is_whole = true;
    let mut usable = Vec::new();
    for (at, rule) in (1..).zip(exact.chain(rules)) {
        match rule {
            Some(rule) => usable.push(rule),
            None => {
                is_whole = false;
                remarks.push(format!("is switched off, as its model redirect {at} has no counterpart here"));
            }
        }
    }
    (Redirects(usable), is_whole)
}

/// What is no regular expression there is tried as a glob.
fn usable(rule: Redirect) -> Option<Redirect> {
    let works = |rule: &Redirect| Redirector::new(&Redirects(vec![rule.clone()])).is_ok();
    if works(&rule) {
        return Some(rule);
    }
    let is_glob = rule.source.contains(['*', '?']);
    let parts = rule.source.chars().map(|char| match char {
        '*' => ".*".to_owned(),
        '?' => ".".to_owned(),
        _ if char.is_alphanumeric() => char.to_string(),
        _ => format!("\\{char}"),
    });
    let source = format!("^{}$", parts.collect::<String>());
    Some(Redirect { source, ..rule }).filter(|rule| is_glob && works(rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_expressions_are_globs() {
        for (regex, want) in [
            ("^claude-.*$", Some("claude-*")),
            ("opus", Some("*opus*")),
            (r"^gpt-5\.1$", Some("gpt-5.1")),
            ("^(a|b)$", None),
            ("gpt-4.1", None),
            (r"a\d", None),
            (r"a\$", None),
        ] {
            assert_eq!(simple(regex).as_deref(), want, "{regex}");
        }
    }

    #[test]
    fn redirects_of_both_forms() {
        let mut remarks = Vec::new();
        let mut read = |json: &str| {
            let row = Row::read(&format!(r#"{{"model_redirects":{json}}}"#)).unwrap();
            let (rules, is_whole) = redirects(&row, &mut remarks);
            (rules.0.into_iter().map(|rule| (rule.kind, rule.source, rule.target)).collect::<Vec<_>>(), is_whole)
        };
        let rule = |kind, source: &str| (kind, source.to_owned(), "x".to_owned());
        assert_eq!(read(r#"{"a":"x"}"#), (vec![rule(MatchKind::Exact, "a")], true));
        assert_eq!(
            read(
                r#"[{"matchType":"prefix","source":"a","target":"x"},{"matchType":"regex","source":"*-4.1","target":"x"}]"#
            ),
            (vec![rule(MatchKind::Prefix, "a"), rule(MatchKind::Regex, r"^.*\-4\.1$")], true)
        );
        assert_eq!(read(r#"[{"matchType":"regex","source":"(","target":"x"}]"#), (vec![], false));
        assert_eq!(remarks.len(), 1);
    }
}
