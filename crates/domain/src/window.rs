//! Local days, weeks and months. Whoever needs "today" (pages, limits, exports) asks here, so that all of them mean the
//! same.

use crate::Millis;
use crate::limit::DayTime;
use crate::time::{DAY, HOUR, MINUTE};
use chrono::{
    DateTime, Datelike, Days, Duration, Months, NaiveDate, NaiveTime, Offset, SecondsFormat, TimeZone, Timelike,
};
use chrono_tz::Tz;

/// From an instant until just before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Millis,
    pub until: Millis,
}

/// A time zone by its IANA name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl Zone {
    pub const UTC: Self = Self(Tz::UTC);

    /// `None` when the time zone database does not know the name.
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Midnight of the local day that holds `now`, `back` days earlier.
    pub fn day_start(self, now: Millis, back: u64) -> Millis {
        let local = self.at(now);
        let day = local.date_naive().checked_sub_days(Days::new(back)).unwrap_or_else(|| local.date_naive());
        self.instant(day, DayTime::default())
    }

    /// The day that holds `now`, when days begin at `start` by the clock on the wall.
    pub fn day(self, now: Millis, start: DayTime) -> Span {
        let today = self.at(now).date_naive();
        let begins = |days: i64| self.instant(today + Duration::days(days), start);
        if begins(0) <= now {
            Span { from: begins(0), until: begins(1) }
        } else {
            Span { from: begins(-1), until: begins(0) }
        }
    }

    /// The week that holds `now`; weeks begin on Monday.
    pub fn week(self, now: Millis) -> Span {
        let today = self.at(now).date_naive();
        let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
        let begins = |day| self.instant(day, DayTime::default());
        Span { from: begins(monday), until: begins(monday + Duration::days(7)) }
    }

    pub fn month(self, now: Millis) -> Span {
        let today = self.at(now).date_naive();
        let first = today.with_day(1).unwrap_or(today);
        let begins = |day| self.instant(day, DayTime::default());
        Span { from: begins(first), until: begins(first + Months::new(1)) }
    }

    /// When the clock on the wall first shows `time` on that day; if a clock change skips it, the end of the gap.
    fn instant(self, day: NaiveDate, time: DayTime) -> Millis {
        let wall = day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(time.minute()));
        let found = (0..=2 * DAY / MINUTE)
            .find_map(|minutes| self.0.from_local_datetime(&(wall + Duration::minutes(minutes))).earliest());
        Millis(found.map_or(wall.and_utc().timestamp_millis(), |found| found.timestamp_millis()))
    }

    /// The start of the first local day after the one that holds `now`. A day has 23 to 25 hours: 36 hours after its start
    /// it is tomorrow.
    pub fn next_day(self, now: Millis) -> Millis {
        self.day_start(self.day_start(now, 0) + 36 * HOUR, 0)
    }

    /// The start of the first local day that begins at `at` or later.
    pub fn day_from(self, at: Millis) -> Millis {
        let start = self.day_start(at, 0);
        if start == at { at } else { self.next_day(at) }
    }

    /// The start of the first local month that begins at `at` or later.
    pub fn month_from(self, at: Millis) -> Millis {
        let month = self.month(at);
        if month.from == at { at } else { month.until }
    }

    /// The start of a day by its date, such as `2026-11-25`. None: that is no date.
    pub fn date(self, text: &str) -> Option<Millis> {
        // At noon it is that date whatever clocks do at night.
        let noon = text.parse::<NaiveDate>().ok()?.and_hms_opt(12, 0, 0)?;
        Some(self.day_start(Millis(self.0.from_local_datetime(&noon).earliest()?.timestamp_millis()), 0))
    }

    /// The start of a month such as `2026-11` and of the one after. None: that is no month.
    pub fn calendar_month(self, text: &str) -> Option<(Millis, Millis)> {
        let first: NaiveDate = format!("{text}-01").parse().ok()?;
        let next = first.checked_add_months(Months::new(1))?;
        Some((self.date(&first.to_string())?, self.date(&next.to_string())?))
    }

    /// Such as `2026-11`.
    pub fn month_of(self, at: Millis) -> String {
        self.at(at).format("%Y-%m").to_string()
    }

    /// The same clock time one local day earlier (not always 24 hours: clocks change).
    pub fn yesterday(self, now: Millis) -> Millis {
        let local = self.at(now).naive_local();
        let before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
        self.0.from_local_datetime(&before).earliest().map_or(now - DAY, |t| Millis(t.timestamp_millis()))
    }

    /// Minutes ahead of UTC at that instant.
    pub fn offset_minutes(self, at: Millis) -> i64 {
        i64::from(self.at(at).offset().fix().local_minus_utc()) / 60
    }

    /// Minutes since the local midnight, by the clock on the wall.
    pub fn minute_of_day(self, at: Millis) -> u16 {
        let time = self.at(at).time();
        (time.hour() * 60 + time.minute()) as u16
    }

    /// As RFC 3339 writes it, by the clock on the wall.
    pub fn rfc3339(self, at: Millis) -> String {
        self.at(at).to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }

    fn at(self, now: Millis) -> DateTime<Tz> {
        DateTime::from_timestamp_millis(now.0).unwrap_or_default().with_timezone(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> Millis {
        Millis(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn day_starts_at_local_midnight() {
        for (zone, now, back, want) in [
            ("UTC", "2026-11-23T16:00:00Z", 0, "2026-11-23T00:00:00Z"),
            ("Asia/Shanghai", "2026-11-23T16:30:00Z", 0, "2026-11-23T16:00:00Z"),
            ("Asia/Kolkata", "2026-11-23T18:29:59Z", 0, "2026-11-22T18:30:00Z"),
            ("Asia/Shanghai", "2026-11-23T15:59:59Z", 6, "2026-11-16T16:00:00Z"),
            // Clocks go forward in New York on 2026-03-08: that day has 23 hours.
            ("America/New_York", "2026-03-09T03:59:00Z", 0, "2026-03-08T05:00:00Z"),
            ("America/New_York", "2026-03-09T04:00:00Z", 0, "2026-03-09T04:00:00Z"),
            // Midnight of 2026-09-06 does not exist in Santiago: the day begins at 01:00.
            ("America/Santiago", "2026-09-06T12:00:00Z", 0, "2026-09-06T04:00:00Z"),
        ] {
            assert_eq!(Zone::parse(zone).unwrap().day_start(ms(now), back), ms(want), "{zone} {now}");
        }
    }

    #[test]
    fn days_weeks_and_months_follow_the_clock_on_the_wall() {
        let day = |zone: Zone, now| zone.day(now, "02:30".to_owned().try_into().unwrap());
        type Kind = fn(Zone, Millis) -> Span;
        let (week, month): (Kind, Kind) = (Zone::week, Zone::month);
        for (zone, kind, now, from, until) in [
            ("UTC", day as Kind, "2026-11-23T02:29:59Z", "2026-11-22T02:30:00Z", "2026-11-23T02:30:00Z"),
            ("UTC", day, "2026-11-23T02:30:00Z", "2026-11-23T02:30:00Z", "2026-11-24T02:30:00Z"),
            // 02:30 is skipped on 2026-03-08 in New York: the day begins at 03:00, at once after 01:59.
            ("America/New_York", day, "2026-03-08T12:00:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z"),
            // 02:30 comes twice on 2026-10-25 in Berlin: the first one counts.
            ("Europe/Berlin", day, "2026-10-25T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
            ("Asia/Shanghai", week, "2026-11-22T15:59:59Z", "2026-11-15T16:00:00Z", "2026-11-22T16:00:00Z"),
            ("Europe/Berlin", week, "2026-03-29T12:00:00Z", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("Asia/Kolkata", month, "2026-11-30T18:30:00Z", "2026-11-30T18:30:00Z", "2026-12-31T18:30:00Z"),
            ("America/New_York", month, "2026-03-31T23:00:00Z", "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z"),
        ] {
            let span = Span { from: ms(from), until: ms(until) };
            assert_eq!(kind(Zone::parse(zone).unwrap(), ms(now)), span, "{zone} {now}");
        }
    }

    #[test]
    fn dates_and_months_begin_at_local_midnight() {
        let zone = Zone::parse("America/Santiago").unwrap();
        assert_eq!(zone.date("2026-09-06"), Some(ms("2026-09-06T04:00:00Z")));
        assert_eq!(zone.date("2026-02-30"), None);
        let zone = Zone::parse("America/New_York").unwrap();
        assert_eq!(zone.calendar_month("2026-11"), Some((ms("2026-11-01T04:00:00Z"), ms("2026-12-01T05:00:00Z"))));
        assert_eq!(zone.calendar_month("2026-12").map(|(_, next)| next), Some(ms("2027-01-01T05:00:00Z")));
        assert_eq!(
            (zone.calendar_month("2026-13"), zone.calendar_month("2026-1-1"), zone.calendar_month("")),
            (None, None, None)
        );
        assert_eq!(zone.month_of(ms("2026-12-01T04:59:59Z")), "2026-11");
        assert_eq!(zone.next_day(ms("2026-11-01T12:00:00Z")), ms("2026-11-02T05:00:00Z"));
        assert_eq!(zone.day_from(ms("2026-11-01T04:00:00Z")), ms("2026-11-01T04:00:00Z"));
        assert_eq!(zone.day_from(ms("2026-11-01T04:00:01Z")), ms("2026-11-02T05:00:00Z"));
    }

    #[test]
    fn yesterday_is_the_same_clock_time() {
        let zone = Zone::parse("America/New_York").unwrap();
        assert_eq!(zone.yesterday(ms("2026-03-08T16:00:00Z")), ms("2026-03-07T17:00:00Z"));
        assert_eq!(Zone::UTC.yesterday(ms("2026-03-08T16:00:00Z")), ms("2026-03-07T16:00:00Z"));
    }
}
