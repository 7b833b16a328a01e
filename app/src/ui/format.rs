//! Numbers as people read them, by the marks and units of their language. Whole-number arithmetic throughout: float
//! formatting is large in WebAssembly and turns scientific at the ends. A space inside a figure never breaks.

use crate::i18n::locale;

/// Nano-dollars as `$12.43`, `$0.0377`, `$0.000012`: cents from a dollar up, never more than six decimals.
pub fn money(nanos: i64) -> String {
    let t = locale().figure();
    let sign = if nanos < 0 { "-" } else { "" };
    let size = nanos.unsigned_abs();
    match size {
        0 => t.dollars(0),
        1..500 => format!("{sign}{}", t.less(t.dollars(decimal(1, 1, 6)))),
        500..500_000 => format!("{sign}{}", t.dollars(decimal(size, 1000, 6))),
        500_000..999_950_000 => format!("{sign}{}", t.dollars(decimal(size, 100_000, 4))),
        _ => format!("{sign}{}", t.dollars(decimal(size, 10_000_000, 2))),
    }
}

/// `size / 10^(decimals)` of units of `step`, rounded half up, with grouped thousands.
fn decimal(size: u64, step: u64, decimals: u32) -> String {
    let units = size / step + u64::from(size % step >= step.div_ceil(2));
    let (one, point, width) = (10u64.pow(decimals), locale().figure().point(), decimals as usize);
    format!("{}{point}{:0width$}", count(units / one), units % one)
}

/// `4,218`
pub fn count(n: u64) -> String {
    let (digits, group) = (n.to_string(), locale().figure().group());
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * group.len());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    text
}

/// Tenths as `12.4`.
pub fn tenths(n: u64) -> String {
    decimal(n, 1, 1)
}

/// `999`, `12.4 k`, `1.2 M`, `212 M`, `3.4 B`
pub fn short(n: u64) -> String {
    scaled(n, 1000, std::iter::once("").chain(locale().figure().scales().split(' ')))
}

/// `512 B`, `64.2 KB`, `1.2 MB`
pub fn bytes(n: u64) -> String {
    scaled(n, 1024, locale().figure().bytes().split(' '))
}

/// Three digits at most before the unit changes; one decimal below 100.
fn scaled(n: u64, base: u64, units: impl Iterator<Item = &'static str>) -> String {
    let units: Vec<&str> = units.collect();
    let (mut scale, mut at) = (1u64, 0);
    // Rounded up to a full thousand, a figure moves to the next unit: 999,950 is `1.0 M`.
    while at + 1 < units.len() && n / scale >= 1000 || at > 0 && at + 1 < units.len() && rounds_up(n, scale) {
        scale *= base;
        at += 1;
    }
    let text = if at == 0 {
        n.to_string()
    } else {
        let size = in_tenths(n, scale);
        if size < 1000 { tenths(size) } else { ((size + 5) / 10).to_string() }
    };
    match units.get(at) {
        None | Some(&"") => text,
        Some(unit) => format!("{text}\u{a0}{unit}"),
    }
}

fn in_tenths(n: u64, scale: u64) -> u64 {
    ((u128::from(n) * 10 + u128::from(scale / 2)) / u128::from(scale)) as u64
}

fn rounds_up(n: u64, scale: u64) -> bool {
    in_tenths(n, scale) >= 9995
}

/// `842 ms`, `1.2 s`, `41.8 s`, `2 min 5 s`, `1 h 4 min`, `3 d 4 h`
pub fn duration(ms: u64) -> String {
    let t = locale().figure();
    let seconds = (ms + 500) / 1000;
    match ms {
        0..1000 => t.ms(ms),
        1000..59_950 => t.seconds(tenths((ms + 50) / 100)),
        59_950..3_599_500 if seconds.is_multiple_of(60) => t.minutes(seconds / 60),
        59_950..3_599_500 => t.minutes_and(seconds / 60, seconds % 60),
        3_599_500..86_400_000 if seconds % 3600 < 60 => t.hours(seconds / 3600),
        3_599_500..86_400_000 => t.hours_and(seconds / 3600, seconds % 3600 / 60),
        _ if seconds % 86_400 < 3600 => t.days(seconds / 86_400),
        _ => t.days_and(seconds / 86_400, seconds % 86_400 / 3600),
    }
}

/// Thousandths of a millisecond as `0.1 ms`, as long as it is less than ten.
pub fn micros(us: u64) -> String {
    let t = locale().figure();
    match us {
        0..100 => t.less(t.ms(tenths(1))),
        100..10_000 => t.ms(tenths(us / 100)),
        _ => duration(us / 1000),
    }
}

/// What something is multiplied by, as `×1.25`.
pub fn times(factor: impl std::fmt::Display) -> String {
    format!("×{factor}")
}

/// `part` of `whole` as `86.4 %`; two decimals below one percent, a dash when there is no whole.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".into();
    }
    let share = ((u128::from(part) * 100_000 + u128::from(whole) / 2) / u128::from(whole)) as u64;
    let text = match share {
        0 => "0".into(),
        1..1000 => decimal(share, 10, 2),
        100_000 => "100".into(),
        _ => tenths((share + 50) / 100),
    };
    locale().figure().percent(text)
}

/// A moment taken apart in one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    year: i64,
    month: i64,
    day: i64,
    second: i64,
}

impl Moment {
    pub fn utc(ms: i64) -> Self {
        Self::at(ms, 0)
    }

    /// `ahead`: minutes that the zone is ahead of UTC.
    pub fn at(ms: i64, ahead: i64) -> Self {
        let seconds = ms.div_euclid(1000) + ahead * 60;
        // Days to a date by 400-year eras that begin on the first of March (Howard Hinnant, "chrono-compatible
        // low-level date algorithms").
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * years + years / 4 - years / 100);
        let march = (5 * of_year + 2) / 153;
        let month = if march < 10 { march + 3 } else { march - 9 };
        Self {
            year: years + era * 400 + i64::from(month <= 2),
            month,
            day: of_year - (153 * march + 2) / 5 + 1,
            second: seconds.rem_euclid(86_400),
        }
    }

    /// `14:32:07`
    pub fn clock(self) -> String {
        format!("{:02}:{:02}:{:02}", self.second / 3600, self.second / 60 % 60, self.second % 60)
    }

    /// `14:32`
    pub fn minute(self) -> String {
        format!("{:02}:{:02}", self.second / 3600, self.second / 60 % 60)
    }

    /// `2026-11-23`
    pub fn date(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `2026-11-23 14:32:07`
    pub fn full(self) -> String {
        format!("{} {}", self.date(), self.clock())
    }
}

/// `2026-11-23T14:32:07.123Z`
pub fn iso(ms: i64) -> String {
    let moment = Moment::utc(ms);
    format!("{}T{}.{:03}Z", moment.date(), moment.clock(), ms.rem_euclid(1000))
}

#[cfg(test)]
mod tests;
