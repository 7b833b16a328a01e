//! A row of the source. A column that its version does not have reads as one that is empty.

use crate::Result;
use chrono::{DateTime, NaiveDateTime};
use domain::{Millis, Names, Nanos, Ratio, decimal};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Nano-dollars have nine.
const DECIMALS: usize = 9;

/// JSON as it came: a number must not lose its last digits.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Row(HashMap<String, Box<RawValue>>);

impl Row {
    pub(super) fn read(json: &str) -> Result<Self> {
        Ok(serde_json::from_str(json)?)
    }

    pub(super) fn id(&self) -> i64 {
        self.whole("id").unwrap_or_default()
    }

    pub(super) fn is_deleted(&self) -> bool {
        self.raw("deleted_at").is_some()
    }

    pub(super) fn text(&self, column: &str) -> Option<String> {
        let raw = self.raw(column)?;
        if raw.starts_with('"') { serde_json::from_str(raw).ok() } else { Some(raw.to_owned()) }
    }

    /// A list or an object may also stand there as a text.
    pub(super) fn json(&self, column: &str) -> Value {
        let value = self.raw(column).and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default();
        match &value {
            Value::String(text) => serde_json::from_str(text).unwrap_or(value),
            _ => value,
        }
    }

    pub(super) fn whole(&self, column: &str) -> Option<i64> {
        self.text(column)?.parse().ok()
    }

    pub(super) fn flag(&self, column: &str) -> Option<bool> {
        self.text(column)?.parse().ok()
    }

    pub(super) fn time(&self, column: &str) -> Option<Millis> {
        let text = self.text(column)?;
        let with_zone = DateTime::parse_from_rfc3339(&text).map(|time| time.timestamp_millis());
        let without = || NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f");
        with_zone.or_else(|_| without().map(|time| time.and_utc().timestamp_millis())).ok().map(Millis)
    }

    pub(super) fn money(&self, column: &str) -> Option<Nanos> {
        nanos(&self.text(column)?)
    }

    /// A multiplier. In the TypeScript system one that is negative or no number counts as 1.
    pub(super) fn ratio(&self, column: &str, remarks: &mut Vec<String>) -> Option<Ratio> {
        let Some(text) = self.text(column) else { return Some(Ratio::ONE) };
        match text.parse() {
            Ok(value) if value >= 0.0 => Ratio::from_f64(value),
            _ => {
                remarks.push(format!("{column} is {text}: counts as 1, as before"));
                Some(Ratio::ONE)
            }
        }
    }

    /// The texts of a list; what else is in it is passed over.
    pub(super) fn list(&self, column: &str) -> Names {
        let json = self.json(column);
        let items = json.as_array().into_iter().flatten().filter_map(Value::as_str);
        items.map(str::to_owned).collect::<Vec<_>>().into()
    }

    /// The groups that a member names.
    pub(super) fn groups(&self, column: &str) -> Names {
        Names::split(&self.text(column).unwrap_or_default())
    }

    /// What is set in these columns, for which there is no place here, is said.
    pub(super) fn tell_unmatched(&self, columns: &[&str], remarks: &mut Vec<String>) {
        let is_set = |column: &&&str| match self.json(column) {
            Value::Null | Value::Bool(false) => false,
            Value::String(text) => !matches!(text.as_str(), "" | "inherit" | "none"),
            Value::Array(list) => !list.is_empty(),
            Value::Object(fields) => !fields.is_empty(),
            Value::Bool(true) | Value::Number(_) => true,
        };
        let found: Vec<_> = columns.iter().filter(is_set).copied().collect();
        if !found.is_empty() {
            remarks.push(format!("without {}, which has no counterpart here", found.join(", ")));
        }
    }

    fn raw(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(|raw| raw.get()).filter(|raw| *raw != "null")
    }
}

/// Rounded half away from zero.
pub(super) fn nanos(dollars: &str) -> Option<Nanos> {
    let (sign, dollars) = dollars.strip_prefix('-').map_or((1, dollars), |rest| (-1, rest));
    let (whole, part) = dollars.split_once('.').unwrap_or((dollars, "0"));
    let (part, rest) = part.split_at_checked(DECIMALS).unwrap_or((part, ""));
    let up = i64::from(rest.starts_with(['5', '6', '7', '8', '9']));
    let number = decimal::read(&format!("{whole}.{part}"), DECIMALS as u32)?.checked_add(up)?;
    Some(Nanos(sign * number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_to_the_nano_dollar() {
        for (text, want) in [
            ("12.50", Some(12_500_000_000)),
            ("0", Some(0)),
            ("-1.00", Some(-1_000_000_000)),
            ("0.012345678400000", Some(12_345_678)),
            ("0.012345678500000", Some(12_345_679)),
            ("123456.123456789499999", Some(123_456_123_456_789)),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(nanos(text).map(|nanos| nanos.0), want, "{text}");
        }
    }

    #[test]
    fn columns_are_read_as_they_come() {
        let row = Row::read(
            r#"{"id":7,"name":"Ann","at":"2026-11-23T12:00:00.5+00:00","local":"2026-11-23T12:00:00","no":null,
            "list":["a",1],"twice":"[\"b\"]","deleted_at":null,"on":true}"#,
        )
        .unwrap();
        assert_eq!((row.id(), row.text("name").as_deref(), row.is_deleted()), (7, Some("Ann"), false));
        assert_eq!(row.time("at"), Some(Millis(1_795_435_200_500)));
        assert_eq!(row.time("local"), Some(Millis(1_795_435_200_000)));
        assert_eq!((row.text("no"), row.text("missing"), row.flag("on")), (None, None, Some(true)));
        assert_eq!((&*row.list("list"), &*row.list("twice")), (&["a".to_owned()][..], &["b".to_owned()][..]));
    }
}
