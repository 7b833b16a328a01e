//! Decimal numbers as people write them, held as whole numbers of their smallest unit. Exact: a budget is no float.

/// `1.25` with 4 `decimals`, at least one, is 12500. `None` for a sign, an exponent, a separator, more decimals, or what does not fit.
pub fn read(text: &str, decimals: u32) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let width = decimals as usize;
    if whole.is_empty() || part.is_empty() || part.len() > width {
        return None;
    }
    let part = digits(&format!("{part:0<width$}"))?;
    digits(whole)?.checked_mul(10_i64.checked_pow(decimals)?)?.checked_add(part)
}

/// With the decimals that it needs and no more.
pub fn written(number: i64, decimals: u32) -> String {
    let (one, width) = (10_i64.pow(decimals), decimals as usize);
    let text = format!("{}.{:0width$}", number / one, number % one);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were_written() {
        for (text, decimals, number) in [
            ("5", 9, 5_000_000_000),
            ("0.25", 9, 250_000_000),
            ("0.000000001", 9, 1),
            ("0", 9, 0),
            ("1.25", 4, 12_500),
            ("1200", 1, 12_000),
            ("100", 3, 100_000),
        ] {
            assert_eq!(read(text, decimals), Some(number), "{text}");
            assert_eq!(written(number, decimals), text);
        }
        assert_eq!(read("5.50", 9), Some(5_500_000_000));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "x", "-1", "+1", "1e3", "1,000", "$5", ".", "5.", ".5", "1.00001", "99999999999999999999", "inf"]
        {
            assert_eq!(read(text, 4), None, "{text}");
        }
    }
}
