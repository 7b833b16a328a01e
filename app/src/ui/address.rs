/// An address within the console, with those of the pairs that have a value.
pub fn address(path: &str, pairs: &[(&str, Option<String>)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in pairs {
        if let Some(value) = value {
            address.push(if address.len() == path.len() { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            escape(&mut address, value);
        }
    }
    address
}

/// The same on both sides, unlike the router's, which escapes `-` and `_` on the server. (RFC 3986, 2.3)
fn escape(to: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => to.push(byte.into()),
            other => to.push_str(&format!("%{other:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn says_what_has_a_value() {
        assert_eq!(address("/logs", &[("a", None)]), "/logs");
        let pairs = [("a", Some("a b&c=大".into())), ("b", None), ("c", Some("x-y_z".into()))];
        assert_eq!(address("/logs", &pairs), "/logs?a=a%20b%26c%3D%E5%A4%A7&c=x-y_z");
    }
}
