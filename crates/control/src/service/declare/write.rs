//! Writes JSON as YAML for people: the name of a thing first, short values on one line.

use super::yaml::plain;
use serde_json::{Map, Value};

/// What a thing is known by.
const NAMES: [&str; 3] = ["name", "model", "alias"];
/// Texts in which other readers than the hub see no text.
const NO_TEXTS: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];
const STEP: usize = 2;

/// `sections`: in their order.
pub(super) fn write(sections: &[(&str, Value)]) -> String {
    let mut text = String::new();
    for (name, value) in sections {
        field(&mut text, name, value, 0);
    }
    text
}

fn field(text: &mut String, name: &str, value: &Value, indent: usize) {
    text.push_str(&string(name));
    text.push(':');
    match value {
        Value::Object(fields) if !is_short(value) => {
            text.push('\n');
            pad(text, indent + STEP);
            object(text, fields, indent + STEP);
        }
        Value::Array(items) if !is_short(value) => {
            text.push('\n');
            for item in items {
                pad(text, indent + STEP);
                text.push_str("- ");
                match item {
                    Value::Object(fields) if !fields.is_empty() => object(text, fields, indent + 2 * STEP),
                    other => text.push_str(&format!("{}\n", flow(other))),
                }
            }
        }
        short => text.push_str(&format!(" {}\n", flow(short))),
    }
}

/// The cursor stands where the first field begins.
fn object(text: &mut String, fields: &Map<String, Value>, indent: usize) {
    let rank = |name: &str, value: &Value| (!NAMES.contains(&name), !is_short(value));
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort_by_key(|(name, value)| (rank(name, value), name.as_str()));
    for (at, (name, value)) in fields.into_iter().enumerate() {
        if at > 0 {
            pad(text, indent);
        }
        field(text, name, value, indent);
    }
}

fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

/// It stands on its field's own line.
fn is_short(value: &Value) -> bool {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    match value {
        Value::Array(items) => items.iter().all(is_scalar),
        Value::Object(fields) => fields.len() <= 1 && fields.values().all(is_scalar),
        _ => true,
    }
}

fn flow(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::String(text) => string(text),
        Value::Array(items) => format!("[{}]", joined(items.iter().map(flow).collect())),
        Value::Object(fields) => {
            let part = |(name, value): (&String, &Value)| format!("{}: {}", string(name), flow(value));
            format!("{{{}}}", joined(fields.iter().map(part).collect()))
        }
        other => other.to_string(),
    }
}

/// Without quotes where nobody could read it as something else.
fn string(text: &str) -> String {
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '/');
    let is_plain = |c: char| c.is_alphanumeric() || "_-./ ".contains(c);
    // As in https://…
    let bare = text.replace("://", "");
    let is_text = plain(text).is_string() && !NO_TEXTS.contains(&text.to_ascii_lowercase().as_str());
    if begins && bare.chars().all(is_plain) && !text.ends_with(' ') && is_text {
        return text.to_owned();
    }
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_again() {
        let value = json!([{
            "name": "relay", "groups": ["eu", "*"], "empty": [], "none": {}, "routing": { "breaker": { "threshold": 3 } },
            "limits": { "rpm": 5, "models": [{ "models": "claude-*", "usd_5h": 7 }] }, "note": "two\nlines: \"x\" # \\ é\u{85}",
            "texts": ["true", "no", "12", "08:30", "", " ", "- a", "a: b", "https://h/x", "主力", "null", "~", "1e3", "a #b"],
            "price": 3e-6, "at": null, "hours": "22:00-06:00", "on": true,
        }]);
        let text = write(&[("providers", value.clone()), ("settings", json!({}))]);
        let read = yaml::read(&text).ok().unwrap().value;
        assert_eq!(read, json!({ "providers": value, "settings": {} }), "{text}");
        assert!(text.starts_with("providers:\n  - name: relay\n    at: null\n"), "{text}");
    }
}
