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
mod tests {
    use super::*;

    fn done(result: Option<Vec<u8>>) -> String {
        result.map_or("-".to_owned(), |bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn only_the_splice_changes() {
        for (json, path, value, want) in [
            (r#"{"a":1}"#, "a", "2", r#"{"a":2}"#),
            (r#" { "b" : [1, {"a":0}] , "a" : "x\"}" } "#, "a", "null", r#" { "b" : [1, {"a":0}] , "a" : null } "#),
            (r#"{"a":1}"#, "b", "2", r#"{"b":2,"a":1}"#),
            (r#"{ }"#, "b", "2", r#"{"b":2 }"#),
            (r#"{"t":{"x":1},"z":0}"#, "t.y", "2", r#"{"t":{"y":2,"x":1},"z":0}"#),
            (r#"{"z":0}"#, "t.y.w", "2", r#"{"t":{"y":{"w":2}},"z":0}"#),
            (r#"{"t":3}"#, "t.y", "2", "-"),
            (r#"[1]"#, "a", "2", "-"),
            (r#"{"mod\u0065l":"a"}"#, "model", "\"b\"", r#"{"mod\u0065l":"b"}"#),
            (r#"{"a":1,"a":2}"#, "a", "3", r#"{"a":1,"a":3}"#),
        ] {
            let path: Vec<&str> = path.split('.').collect();
            assert_eq!(done(set(json.as_bytes(), &path, value.as_bytes())), want, "{json}");
        }
    }

    #[test]
    fn removing_leaves_no_stray_comma() {
        for (json, path, want) in [
            (r#"{"a":1}"#, "a", "{}"),
            (r#"{"a":1, "b":2}"#, "a", r#"{ "b":2}"#),
            (r#"{"a":1, "b":2, "c":3}"#, "b", r#"{"a":1, "c":3}"#),
            (r#"{"a":1, "b":2 }"#, "b", r#"{"a":1 }"#),
            (r#"{"t":{"x":1,"y":2}}"#, "t.x", r#"{"t":{"y":2}}"#),
            (r#"{"a":1}"#, "b", "-"),
        ] {
            let path: Vec<&str> = path.split('.').collect();
            assert_eq!(done(remove(json.as_bytes(), &path)), want, "{json} without {path:?}");
        }
    }

    #[test]
    fn a_walk_removes_and_replaces_at_once() {
        let json = br#"{"m":[ {"k":1} , {"drop":1},{"drop":2}, {"k":[true]}],"drop":3}"#;
        let result = rewrite(json, &mut |place, value| match place.last().map(|name| &**name) {
            Some("drop") => Change::Remove,
            Some("k") if value == b"1" => Change::Replace(b"\"one\"".to_vec()),
            Some("") if get(value, &["drop"]).is_some() => Change::Remove,
            _ => Change::Descend,
        });
        assert_eq!(done(result), r#"{"m":[ {"k":"one"}, {"k":[true]}]}"#);
        assert_eq!(rewrite(json, &mut |_, _| Change::Descend), None);
        let gone = rewrite(b"[1,2 , 3]", &mut |_, value| if value == b"3" { Change::Keep } else { Change::Remove });
        assert_eq!(done(gone), "[ 3]");
    }

    #[test]
    fn no_depth_and_no_junk_breaks_it() {
        let deep = [b"{\"a\":".repeat(5_000), b"1".to_vec(), b"}".repeat(5_000)].concat();
        assert!(set(&deep, &["b"], b"2").is_some());
        assert_eq!(rewrite(&deep, &mut |_, _| Change::Descend), None);
        for junk in [
            &b""[..],
            b"{",
            b"{\"a\"",
            b"{\"a\":}",
            b"[,]",
            b"\"\\",
            b"}",
            b"{\"a\":1",
            b"nul",
            b"{:}",
            b"\xff",
            b"{1:2}",
            b"{[]:1}",
        ] {
            let _ = (get(junk, &["a"]), set(junk, &["a"], b"1"), remove(junk, &["a"]), elements(junk).count());
        }
    }
}
