use crate::i18n::locale;
use crate::ui::{Trend, format};

/// Which way a figure should go.
#[derive(Clone, Copy)]
pub enum Wish {
    Up,
    Down,
    Either,
}

impl Wish {
    fn trend(self, rises: bool) -> Trend {
        match self {
            Self::Either => Trend::Even,
            Self::Up if rises => Trend::Good,
            Self::Down if !rises => Trend::Good,
            _ => Trend::Poor,
        }
    }
}

/// `▲ 12 %`; none where there is nothing to compare with.
pub fn change(now: i64, before: i64, wish: Wish) -> Option<(Trend, String)> {
    if before <= 0 {
        return None;
    }
    let percent = (i128::from(now - before) * 100 + i128::from(before) / 2).div_euclid(i128::from(before));
    let figure = locale().figure();
    let text = match percent {
        0 => return Some((Trend::Even, format!("±{}", figure.percent(0)))),
        1000.. => format!("▲ >{}", figure.percent(999)),
        1.. => format!("▲ {}", figure.percent(percent)),
        _ => format!("▼ {}", figure.percent(-percent)),
    };
    Some((wish.trend(percent > 0), text))
}

/// `▼ 1.1 pt`: by how many hundredths of the whole a share (0 to 1) moved.
pub fn shift(now: Option<f64>, before: Option<f64>, points: &str, wish: Wish) -> Option<(Trend, String)> {
    let tenths = ((now? - before?) * 1000.0).round() as i64;
    let size = tenths.unsigned_abs();
    let text = match tenths {
        0 => return Some((Trend::Even, format!("±0\u{a0}{points}"))),
        1.. => format!("▲ {}\u{a0}{points}", format::tenths(size)),
        _ => format!("▼ {}\u{a0}{points}", format::tenths(size)),
    };
    Some((wish.trend(tenths > 0), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_a_figure_went_and_whether_that_is_good() {
        let said = |now, before, wish| change(now, before, wish).map(|(trend, text)| (trend == Trend::Good, text));
        assert_eq!(said(112, 100, Wish::Up), Some((true, "▲ 12\u{a0}%".into())));
        assert_eq!(said(112, 100, Wish::Down), Some((false, "▲ 12\u{a0}%".into())));
        assert_eq!(said(50, 100, Wish::Down), Some((true, "▼ 50\u{a0}%".into())));
        assert_eq!(said(0, 100, Wish::Up), Some((false, "▼ 100\u{a0}%".into())));
        assert_eq!(said(5000, 1, Wish::Up), Some((true, "▲ >999\u{a0}%".into())));
        assert_eq!(said(1000, 1000, Wish::Up), Some((false, "±0\u{a0}%".into())));
        assert_eq!(said(3, 0, Wish::Up), None);
    }

    #[test]
    fn shares_move_by_points() {
        let said = |now, before| shift(Some(now), Some(before), "pt", Wish::Up).map(|(_, text)| text);
        assert_eq!(said(0.864, 0.875), Some("▼ 1.1\u{a0}pt".into()));
        assert_eq!(said(0.5, 0.25), Some("▲ 25.0\u{a0}pt".into()));
        assert_eq!(shift(None, Some(0.1), "pt", Wish::Up), None);
    }
}
