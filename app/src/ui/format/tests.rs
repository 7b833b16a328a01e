use super::*;

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn money_is_never_scientific_and_never_longer_than_six_decimals() {
    for (nanos, expected) in [
        (0, "$0"),
        (1, "<$0.000001"),
        (499, "<$0.000001"),
        (500, "$0.000001"),
        (12_000, "$0.000012"),
        (1_900_000, "$0.0019"),
        (37_700_000, "$0.0377"),
        (287_000_000, "$0.2870"),
        (999_949_999, "$0.9999"),
        (999_950_000, "$1.00"),
        (12_430_000_000, "$12.43"),
        (12_435_000_000, "$12.44"),
        (-3_110_000_000, "-$3.11"),
        (1_234_567_890_000_000, "$1,234,567.89"),
        (i64::MIN, "-$9,223,372,036.85"),
    ] {
        assert_eq!(money(nanos), expected, "{nanos}");
    }
}

#[test]
fn counts_are_grouped() {
    for (n, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (4218, "4,218"), (12_345_678, "12,345,678")] {
        assert_eq!(count(n), expected);
    }
}

#[test]
fn short_keeps_three_digits() {
    for (n, expected) in [
        (0, "0"),
        (999, "999"),
        (1000, "1.0 k"),
        (12_400, "12.4 k"),
        (99_940, "99.9 k"),
        (183_400, "183 k"),
        (999_949, "1.0 M"),
        (1_200_000, "1.2 M"),
        (212_000_000, "212 M"),
        (3_400_000_000, "3.4 B"),
        (u64::MAX, "18446744 T"),
    ] {
        assert_eq!(plain(&short(n)), expected, "{n}");
    }
    assert_eq!(plain(&bytes(65_740)), "64.2 KB");
    assert_eq!(plain(&bytes(512)), "512 B");
    assert_eq!(plain(&bytes(1000)), "1.0 KB");
}

#[test]
fn durations_use_two_units_at_most() {
    for (ms, expected) in [
        (0, "0 ms"),
        (842, "842 ms"),
        (1000, "1.0 s"),
        (1240, "1.2 s"),
        (41_800, "41.8 s"),
        (59_960, "1 min"),
        (125_000, "2 min 5 s"),
        (3_840_000, "1 h 4 min"),
        (273_600_000, "3 d 4 h"),
    ] {
        assert_eq!(plain(&duration(ms)), expected, "{ms}");
    }
}

#[test]
fn percents_are_finer_when_small() {
    for (part, whole, expected) in
        [(0, 0, "–"), (0, 9, "0 %"), (31, 10_000, "0.31 %"), (864, 1000, "86.4 %"), (7, 7, "100 %"), (2, 3, "66.7 %")]
    {
        assert_eq!(plain(&percent(part, whole)), expected);
    }
}

#[test]
fn moments_follow_the_calendar_and_the_zone() {
    for (ms, ahead, expected) in [
        (0, 0, "1970-01-01 00:00:00"),
        (951_782_400_000, 0, "2000-02-29 00:00:00"),
        (1_795_444_327_123, 0, "2026-11-23 14:32:07"),
        (1_795_444_327_123, 480, "2026-11-23 22:32:07"),
        (1_795_444_327_123, -900, "2026-11-22 23:32:07"),
        (-1, 0, "1969-12-31 23:59:59"),
    ] {
        assert_eq!(Moment::at(ms, ahead).full(), expected);
    }
    assert_eq!(iso(1_795_444_327_123), "2026-11-23T14:32:07.123Z");
    assert_eq!(Moment::utc(1_795_444_327_123).minute(), "14:32");
}

#[test]
fn every_language_has_its_own_marks_and_units() {
    use crate::i18n::Locale;
    use leptos::prelude::{Owner, provide_context};
    let said = |locale: Locale| {
        Owner::new().with(|| {
            provide_context(locale);
            let figures = [
                money(1_234_567_890_000_000),
                money(-37_700_000),
                money(1),
                count(12_345_678),
                short(12_400),
                bytes(65_740),
                duration(1240),
                duration(125_000),
                duration(3_840_000),
                duration(273_600_000),
                percent(864, 1000),
                micros(40),
            ];
            plain(&figures.join("; ")).replace('\u{202f}', "_")
        })
    };
    for (locale, want) in [
        (
            Locale::En,
            "$1,234,567.89; -$0.0377; <$0.000001; 12,345,678; 12.4 k; 64.2 KB; 1.2 s; 2 min 5 s; 1 h 4 min; 3 d 4 h; \
             86.4 %; <0.1 ms",
        ),
        (
            Locale::ZhCn,
            "$1,234,567.89; -$0.0377; <$0.000001; 12,345,678; 12.4 k; 64.2 KB; 1.2 s; 2 分 5 秒; 1 小时 4 分; 3 天 4 小时; \
             86.4%; <0.1 ms",
        ),
        (
            Locale::Ja,
            "$1,234,567.89; -$0.0377; <$0.000001; 12,345,678; 12.4 k; 64.2 KB; 1.2 s; 2分5秒; 1時間4分; 3日4時間; 86.4%; \
             <0.1 ms",
        ),
        (
            Locale::Ru,
            "1_234_567,89 $; -0,0377 $; <0,000001 $; 12_345_678; 12,4 тыс.; 64,2 КБ; 1,2 с; 2 мин 5 с; 1 ч 4 мин; 3 д 4 ч; \
             86,4 %; <0,1 мс",
        ),
    ] {
        assert_eq!(said(locale), want);
    }
}
