//! Names of models.

/// Without what a vendor puts behind a name for one version of it: `-20260101`, `-2026-01-01`, `@20260101`, `-latest`.
pub fn undated(model: &str) -> &str {
    let bytes = model.as_bytes();
    let digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    let cut =
        |behind: usize| bytes.len().checked_sub(behind).filter(|at| *at > 0).map(|at| (&model[..at], &bytes[at..]));
    if !model.is_ascii() {
        return model;
    }
    if let Some(name) = model.strip_suffix("-latest") {
        return name;
    }
    match (cut(9), cut(11)) {
        (Some((name, [b'-' | b'@', date @ ..])), _) if digits(date) => name,
        (_, Some((name, [b'-', y @ .., b'-', m1, m2, b'-', d1, d2]))) if digits(y) && digits(&[*m1, *m2, *d1, *d2]) => {
            name
        }
        _ => model,
    }
}

/// Whether both name the same model, whatever its version and whoever sells it.
pub fn is_same(one: &str, other: &str) -> bool {
    let plain = |model: &str| {
        let name = model.rsplit('/').next().unwrap_or(model);
        undated(name).to_ascii_lowercase()
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_taken_off() {
        for (model, want) in [
            ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
            ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5"),
            ("gpt-4o-2024-08-06", "gpt-4o"),
            ("claude-3-5-haiku-latest", "claude-3-5-haiku"),
            ("gpt-4o", "gpt-4o"),
            ("m-2024080", "m-2024080"),
            ("-20250929", "-20250929"),
            ("模型-20250929", "模型-20250929"),
            ("", ""),
        ] {
            assert_eq!(undated(model), want);
        }
    }

    #[test]
    fn a_version_or_a_seller_makes_no_other_model() {
        for (one, other, want) in [
            ("gpt-4o", "gpt-4o-2024-08-06", true),
            ("anthropic/claude-opus-4-5", "Claude-Opus-4-5-20251101", true),
            ("models/gemini-3-pro", "gemini-3-pro", true),
            ("claude-opus-4-5", "claude-haiku-4-5", false),
            ("gpt-5", "gpt-5-mini", false),
        ] {
            assert_eq!(is_same(one, other), want, "{one} {other}");
        }
    }
}
