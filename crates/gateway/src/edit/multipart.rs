//! Text fields of a multipart form (RFC 7578), by their place in the bytes: files stay what they are.

use memchr::memmem;
use std::ops::Range;

/// The boundary that a `multipart/form-data` content type names.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    kind.trim().eq_ignore_ascii_case("multipart/form-data").then_some(())?;
    let value = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    // RFC 2046 allows 70 characters.
    (1..=70).contains(&value.len()).then_some(value)
}

/// Two readers could see two values in a field that stands twice.
#[derive(Debug, PartialEq)]
pub(crate) struct Twice;

/// Where the content of the field `name` stands.
pub(crate) fn field(body: &[u8], boundary: &str, name: &str) -> Result<Option<Range<usize>>, Twice> {
    let delimiter = format!("--{boundary}");
    let begins_line = |at: &usize| *at == 0 || body[..*at].ends_with(b"\r\n");
    let starts: Vec<usize> = memmem::find_iter(body, delimiter.as_bytes()).filter(begins_line).collect();
    let mut found = starts.windows(2).filter_map(|pair| {
        let part = pair[0] + delimiter.len()..pair[1].checked_sub(2)?;
        let head = memmem::find(body.get(part.clone())?, b"\r\n\r\n")?;
        let heads = std::str::from_utf8(&body[part.start..part.start + head]).ok()?;
        is_named(heads, name).then_some(part.start + head + 4..part.end)
    });
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(Twice),
        (place, None) => Ok(place),
    }
}

/// A file's field is no text, whatever its name is.
fn is_named(heads: &str, name: &str) -> bool {
    let disposition = heads.split("\r\n").find_map(|line| {
        let (header, value) = line.split_once(':')?;
        header.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    });
    let parameters = disposition.map(|value| value.split(';').map(str::trim).collect::<Vec<_>>()).unwrap_or_default();
    let value = |wanted: &str| {
        parameters.iter().filter_map(|parameter| parameter.split_once('=')).find_map(|(parameter, value)| {
            parameter.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"'))
        })
    };
    value("name") == Some(name) && value("filename").is_none() && value("filename*").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_field_and_nothing_that_looks_like_it() {
        let body = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"model\"\r\n\
            Content-Type: application/octet-stream\r\n\r\nname=\"model\"\x00\xff\r\n--b\r\n\
            content-disposition: form-data; name=\"model\"\r\n\r\ngpt-image-1\r\n--b--\r\n";
        assert_eq!(&body[field(body, "b", "model").unwrap().unwrap()], b"gpt-image-1");
        assert_eq!(field(body, "b", "prompt"), Ok(None));
        assert_eq!(field(body, "b", "file"), Ok(None));
        assert_eq!(field(b"--b", "b", "model"), Ok(None));
        assert_eq!(field(b"--b--b", "b", "model"), Ok(None));
        let twice = b"--b\r\nContent-Disposition: form-data; Name = model\r\n\r\none\r\n\
            --b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ntwo --b\r\n--b--\r\n";
        assert_eq!(field(twice, "b", "model"), Err(Twice));
    }

    #[test]
    fn the_boundary_stands_in_the_content_type() {
        for (kind, want) in [
            ("multipart/form-data; boundary=abc", Some("abc")),
            ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", Some("a b")),
            ("multipart/mixed; boundary=abc", None),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
        ] {
            assert_eq!(boundary(kind), want, "{kind}");
        }
    }
}
