//! Splices into JSON text: what is not meant to change keeps its very bytes.
//!
//! Everything here works on text that serde_json has accepted before; on anything else it does nothing.

use memchr::memchr2;
use std::borrow::Cow;
use std::ops::Range;

/// Deeper values are left alone. Clients nest less, and a walk must not exhaust the stack.
const DEPTH: usize = 128;

/// One member of an object, or element of an array (with an empty key).
#[derive(Clone, Debug)]
struct Item {
    /// Without the quotes.
    key: Range<usize>,
    value: Range<usize>,
}

/// What becomes of a value that [`rewrite`] shows.
pub(crate) enum Change {
    /// It stays, and what is in it is shown next.
    Descend,
    /// It stays as it is.
    Keep,
    Remove,
    Replace(Vec<u8>),
}

/// Where a value stands: the names from the root on, `""` for an array's elements.
pub(crate) type Place<'a> = &'a [Cow<'a, str>];

/// The value at a path of member names.
pub(crate) fn get<'a>(json: &'a [u8], path: &[&str]) -> Option<&'a [u8]> {
    let json = json.trim_ascii();
    let Some((name, rest)) = path.split_first() else { return Some(json) };
    let item = find(json, name)?;
    get(&json[item.value], rest)
}

/// The text of a JSON string.
pub(crate) fn text(json: &[u8]) -> Option<String> {
    serde_json::from_slice(json).ok()
}

/// The elements of an array; of one that was cut off, those that are whole.
pub(crate) fn elements(json: &[u8]) -> impl Iterator<Item = &[u8]> {
    let json = json.trim_ascii();
    let mut items = Vec::new();
    if json.first() == Some(&b'[') {
        scan(json, &mut items);
    }
    items.into_iter().map(|item| &json[item.value])
}

/// Puts `value` at the path, making objects on the way. `None` when something that is no object stands in it.
pub(crate) fn set(json: &[u8], path: &[&str], value: &[u8]) -> Option<Vec<u8>> {
    let (name, rest) = path.split_first()?;
    if let Some(item) = find(json, name) {
        let value = match rest {
            [] => value.to_vec(),
            _ => set(&json[item.value.clone()], rest, value)?,
        };
        return Some([&json[..item.value.start], &value, &json[item.value.end..]].concat());
    }
    let open = json.iter().position(|byte| !byte.is_ascii_whitespace()).filter(|at| json[*at] == b'{')?;
    let value = rest.iter().rev().fold(value.to_vec(), |value, name| member(name, &value, b"{", b"}"));
    let comma: &[u8] = if items(json)?.is_empty() { b"" } else { b"," };
    Some([&json[..=open], &member(name, &value, b"", comma), &json[open + 1..]].concat())
}

/// Takes the member at the path away. `None` when there is none.
pub(crate) fn remove(json: &[u8], path: &[&str]) -> Option<Vec<u8>> {
    rewrite(json, &mut |place, _| match place.iter().zip(path).all(|(have, want)| have == want) {
        true if place.len() == path.len() => Change::Remove,
        true => Change::Descend,
        false => Change::Keep,
    })
}

/// Shows every value below the root, outer ones first, and does with it as told. `None` when nothing changed.
pub(crate) fn rewrite(json: &[u8], visit: &mut dyn FnMut(Place<'_>, &[u8]) -> Change) -> Option<Vec<u8>> {
    walk(json, &mut Vec::new(), visit)
}

fn walk<'a>(
    json: &'a [u8],
    place: &mut Vec<Cow<'a, str>>,
    visit: &mut dyn FnMut(Place<'_>, &[u8]) -> Change,
) -> Option<Vec<u8>> {
    if place.len() >= DEPTH {
        return None;
    }
    let items = items(json)?;
    let mut out: Vec<u8> = Vec::new();
    // Up to where `json` is in `out`, or was left out.
    let mut done = 0;
    let (mut changed, mut kept) = (false, 0);
    for (at, item) in items.iter().enumerate() {
        let value = &json[item.value.clone()];
        place.push(name(json, item));
        let change = match visit(place, value) {
            Change::Descend => walk(value, place, visit).map_or(Change::Keep, Change::Replace),
            other => other,
        };
        place.pop();
        // From the end of the item before, its comma and all.
        let start = if at == 0 { json.iter().position(|byte| matches!(byte, b'{' | b'['))? + 1 } else { done };
        if at == 0 {
            out.extend_from_slice(&json[..start]);
        }
        done = item.value.end;
        let lead = &json[start..item.value.start];
        let lead = match lead.iter().position(|byte| *byte == b',') {
            Some(comma) if kept == 0 && at > 0 => &lead[comma + 1..],
            _ => lead,
        };
        match change {
            Change::Remove => changed = true,
            Change::Replace(new) => {
                (changed, kept) = (true, kept + 1);
                out.extend_from_slice(lead);
                out.extend_from_slice(&new);
            }
            Change::Keep | Change::Descend => {
                kept += 1;
                out.extend_from_slice(lead);
                out.extend_from_slice(value);
            }
        }
    }
    out.extend_from_slice(&json[done..]);
    changed.then_some(out)
}

fn member(name: &str, value: &[u8], before: &[u8], after: &[u8]) -> Vec<u8> {
    [before, serde_json::Value::from(name).to_string().as_bytes(), b":", value, after].concat()
}

/// The last member of that name, which is the one that parsers take.
fn find(json: &[u8], want: &str) -> Option<Item> {
    json.trim_ascii_start().starts_with(b"{").then_some(())?;
    items(json)?.into_iter().rfind(|item| name(json, item) == want)
}

fn name<'a>(json: &'a [u8], item: &Item) -> Cow<'a, str> {
    let raw = String::from_utf8_lossy(&json[item.key.clone()]);
    match raw.contains('\\') {
        true => Cow::Owned(serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_default()),
        false => raw,
    }
}

/// The items of an object or array; `None` of anything else.
fn items(json: &[u8]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    scan(json, &mut items).map(|()| items)
}

fn scan(json: &[u8], items: &mut Vec<Item>) -> Option<()> {
    let mut at = skip_space(json, 0);
    let object = match json.get(at)? {
        b'{' => true,
        b'[' => false,
        _ => return None,
    };
    at = skip_space(json, at + 1);
    while !matches!(json.get(at)?, b'}' | b']') {
        let mut key = at..at;
        if object {
            let end = (json[at] == b'"').then(|| skip_string(json, at))??;
            key = at + 1..end - 1;
            at = skip_space(json, end);
            at = skip_space(json, at + 1);
        }
        let end = skip_value(json, at)?;
        items.push(Item { key, value: at..end });
        at = skip_space(json, end);
        if json.get(at)? == &b',' {
            at = skip_space(json, at + 1);
        }
    }
    Some(())
}

fn skip_space(json: &[u8], at: usize) -> usize {
    json[at.min(json.len())..].iter().position(|byte| !byte.is_ascii_whitespace()).map_or(json.len(), |n| at + n)
}

/// Where the value that begins at `at` ends. Brackets are counted, so no depth exhausts the stack.
fn skip_value(json: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match json.get(at)? {
            b'"' => at = skip_string(json, at)?,
            b'{' | b'[' => (depth, at) = (depth + 1, at + 1),
            b'}' | b']' => (depth, at) = (depth.checked_sub(1)?, at + 1),
            b',' | b':' => at += 1,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let rest = &json[at..];
                let scalar = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'+' | b'.');
                let length = rest.iter().position(scalar).unwrap_or(rest.len());
                // No JSON begins so.
                at += if length == 0 { return None } else { length };
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

fn skip_string(json: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr2(b'"', b'\\', json.get(at..)?)?;
        if json[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests;
