use super::Locale;

impl Locale {
    /// The best match for an `Accept-Language` header (RFC 9110, 12.5.4); English when nothing fits.
    pub fn negotiate(accept: &str) -> Self {
        let mut best = (0, Self::default());
        for range in accept.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            if let Some(locale) = Self::speaks(tag).filter(|_| weight > best.0) {
                best = (weight, locale);
            }
        }
        best.1
    }

    fn speaks(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split('-');
        match parts.next().unwrap_or_default() {
            "en" => Some(Self::En),
            "zh" if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => Some(Self::ZhTw),
            "zh" => Some(Self::ZhCn),
            "ja" => Some(Self::Ja),
            "ru" => Some(Self::Ru),
            _ => None,
        }
    }
}

/// `0.8` -> 800. A weight has at most three decimals; junk weighs nothing.
fn thousandths(weight: &str) -> u32 {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole), Ok(fraction)) => (whole * 1000 + fraction).min(1000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_the_preferred_language_it_has() {
        for (header, expected) in [
            ("", Locale::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Locale::ZhCn),
            ("en-GB,en;q=0.9,zh;q=0.8", Locale::En),
            ("fr-FR, zh-Hant-TW;q=0.7, en;q=0.3", Locale::ZhTw),
            ("zh-HK", Locale::ZhTw),
            ("zh-Hans-SG", Locale::ZhCn),
            ("uk, ru;q=0.9, en;q=0.8", Locale::Ru),
            ("ja-JP, en;q=0.5", Locale::Ja),
            ("de, fr;q=0.9", Locale::En),
            ("en;q=0.2, ZH;q=0.35", Locale::ZhCn),
            ("zh;q=0, en;q=0.1", Locale::En),
            ("zh;q=nonsense", Locale::En),
            ("*", Locale::En),
        ] {
            assert_eq!(Locale::negotiate(header), expected, "{header}");
        }
    }

    #[test]
    fn tags_round_trip() {
        for locale in Locale::EVERY {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
        assert_eq!(Locale::from_tag("xx"), None);
    }
}
