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
