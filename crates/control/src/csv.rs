//! CSV as RFC 4180 says: comma, CRLF, quotes where they are needed.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises
//! (<https://owasp.org/www-community/attacks/CSV_Injection>): clients choose session ids and model names.

use domain::{Millis, Nanos};

/// Tells Excel that the file is UTF-8.
pub const BOM: &str = "\u{feff}";

#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    Empty,
    /// From people or programs: made safe.
    Text(&'a str),
    Number(i64),
    /// In dollars, to the last nano-dollar.
    Money(Nanos),
    /// ISO 8601, UTC.
    Time(Millis),
    Flag(bool),
}

impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }
}

/// Adds a line to `out`.
pub fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = Cell<'a>>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(out, cell);
    }
    out.push_str("\r\n");
}

fn write(out: &mut String, cell: Cell<'_>) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => quote(out, text),
        Cell::Number(number) => out.push_str(&number.to_string()),
        Cell::Money(Nanos(nanos)) => {
            let (sign, nanos) = (if nanos < 0 { "-" } else { "" }, nanos.unsigned_abs());
            out.push_str(&format!("{sign}{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000));
        }
        Cell::Time(at) => {
            let time = chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default();
            out.push_str(&time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
        }
        Cell::Flag(flag) => out.push_str(if flag { "true" } else { "false" }),
    }
}

fn quote(out: &mut String, text: &str) {
    // The signs of full width are the same to some spreadsheets.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if formula { "'" } else { "" };
    match formula || text.contains(['"', ',', '\r', '\n', ';', '\t']) {
        true => out.push_str(&format!("\"{safe}{}\"", text.replace('"', "\"\""))),
        false => out.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: Cell<'_>) -> String {
        let mut out = String::new();
        line(&mut out, [cell]);
        out.strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn texts_are_quoted_and_no_formulas() {
        for (given, want) in [
            ("", ""),
            ("claude-sonnet-5", "claude-sonnet-5"),
            ("林伟", "林伟"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-2", "\"'-2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("＝1", "\"'＝1\""),
            // A separator elsewhere must not begin a cell of its own.
            ("a;=1", "\"a;=1\""),
            ("=cmd|' /C calc'!A0\",x", "\"'=cmd|' /C calc'!A0\"\",x\""),
        ] {
            assert_eq!(text(Cell::Text(given)), want, "{given:?}");
        }
    }

    #[test]
    fn figures_stay_figures() {
        assert_eq!(text(Cell::Number(-7)), "-7");
        assert_eq!(text(Cell::Money(Nanos(1))), "0.000000001");
        assert_eq!(text(Cell::Money(Nanos(-1_500_000_000))), "-1.500000000");
        assert_eq!(text(Cell::Time(Millis(1_795_435_200_007))), "2026-11-23T12:00:00.007Z");
        assert_eq!(text(Cell::Flag(true)), "true");
        assert_eq!(text(Cell::from(None)), "");
    }

    #[test]
    fn cells_make_a_line() {
        let mut out = String::new();
        line(&mut out, [Cell::Text("a"), Cell::Empty, Cell::Number(1)]);
        assert_eq!(out, "a,,1\r\n");
    }
}
