//! The figures of limits as people write and read them: dollars or a count.

use crate::ui::format;
use domain::decimal;
use domain::limit::LimitKind;

/// The decimals of a dollar that are kept.
const NANOS: u32 = 9;

/// As it is shown: `$5.00`, `1,200`.
pub(super) fn shown(kind: LimitKind, figure: i64) -> String {
    if kind.is_money() { format::money(figure) } else { format::count(figure.max(0) as u64) }
}

/// As a field has it: `5`, `0.25`, `1200`.
pub(super) fn written(kind: LimitKind, figure: i64) -> String {
    if !kind.is_money() {
        return figure.to_string();
    }
    decimal::written(figure, NANOS)
}

/// What a field says: none where it is empty.
///
/// # Errors
/// When it is no such figure.
pub(super) fn read(kind: LimitKind, text: &str) -> Result<Option<i64>, ()> {
    let text = text.trim();
    let figure = match text {
        "" => return Ok(None),
        _ if kind.is_money() => decimal::read(text, NANOS),
        _ => text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten(),
    };
    figure.filter(|figure| *figure <= kind.most()).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_back_as_they_were_written() {
        for (kind, text, figure) in [
            (LimitKind::UsdDay, "5", 5_000_000_000),
            (LimitKind::UsdDay, "0.25", 250_000_000),
            (LimitKind::UsdDay, "0.000000001", 1),
            (LimitKind::UsdDay, "0", 0),
            (LimitKind::Rpm, "1200", 1_200),
            (LimitKind::Rpm, "0", 0),
        ] {
            assert_eq!(read(kind, &format!(" {text} ")), Ok(Some(figure)));
            assert_eq!(written(kind, figure), text);
        }
        assert_eq!(read(LimitKind::UsdDay, "5.50"), Ok(Some(5_500_000_000)));
        assert_eq!(read(LimitKind::Rpm, "  "), Ok(None));
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for text in
            ["x", "-1", "1e3", "1,000", "$5", ".", "5.", ".5", "0.0000000001", "99999999999999999999", "3000000000"]
        {
            assert_eq!(read(LimitKind::UsdDay, text), Err(()), "{text}");
        }
        for text in ["1.5", "-1", "+1", "1000000001", "many"] {
            assert_eq!(read(LimitKind::Rpm, text), Err(()), "{text}");
        }
    }
}
