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

    /// Every kind of Chinese reads the simplified texts better than English ones.
    fn speaks(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhCn),
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
            ("fr-FR, zh-Hant-TW;q=0.7, en;q=0.3", Locale::ZhCn),
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
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
        assert_eq!(Locale::from_tag("xx"), None);
    }
}
