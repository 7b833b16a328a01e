//! Bodies that are forms, as one JSON object: a text is a string, a file its name and size, a repeated field an array.

use serde_json::{Map, Value, json};

/// `None` when the content type names no boundary.
pub(crate) fn multipart(content_type: &str, body: &[u8]) -> Option<Value> {
    let boundary = attribute(content_type, "boundary")?;
    let mut fields = Map::new();
    for part in parts(body, format!("--{boundary}").as_bytes()) {
        let Some(end) = part.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let (head, content) = (String::from_utf8_lossy(&part[..end]), &part[end + 4..]);
        let disposition = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"));
        let Some(name) = disposition.and_then(|line| attribute(line, "name")) else { continue };
        let value = match disposition.and_then(|line| attribute(line, "filename")) {
            Some(filename) => json!({ "filename": filename, "bytes": content.len() }),
            None => json!(String::from_utf8_lossy(content)),
        };
        add(&mut fields, name.strip_suffix("[]").unwrap_or(name), value);
    }
    Some(Value::Object(fields))
}

/// The bytes between the boundary lines, without the line end that belongs to the boundary.
fn parts<'a>(body: &'a [u8], delimiter: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(delimiter) {
            parts.extend(start.map(|start: usize| body[start..at].strip_suffix(b"\r\n").unwrap_or(&body[start..at])));
            start = Some(at + line.len());
        }
        at += line.len();
    }
    parts
}

/// The value of `name=value` or `name="value"` among the parts of a header.
fn attribute<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let value = header.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))?;
    Some(value.trim_matches('"'))
}

fn add(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        None => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = json!([first.take(), value]),
    }
}

pub(crate) fn urlencoded(body: &[u8]) -> Value {
    let mut fields = Map::new();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut sides = pair.splitn(2, |byte| *byte == b'=');
        let mut side = || plain(sides.next().unwrap_or_default());
        let (name, value) = (side(), side());
        add(&mut fields, &name, json!(value));
    }
    Value::Object(fields)
}

/// A percent sign that no two hex digits follow stands for itself.
fn plain(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let pair = text.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (text[at], pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                at += 2;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
