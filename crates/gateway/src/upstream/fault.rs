//! Why an attempt brought no answer that is let through.

use super::gate::Opened;
use crate::reject::Reject;
use domain::Millis;
use domain::log::Class;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::time::Duration;

pub(crate) struct Fault {
    pub class: Class,
    pub error: String,
    /// The pause that the vendor asks for.
    pub retry_after: Option<Duration>,
    /// Of which attempt, counted from 1.
    pub attempt: usize,
    /// What the vendor said: the client gets it if nothing better comes.
    pub answer: Option<Box<Opened>>,
}

impl Fault {
    pub(crate) fn new(class: Class, error: impl Into<String>) -> Self {
        Self { class, error: error.into(), retry_after: None, attempt: 0, answer: None }
    }

    /// What the client is told when there is nothing of the vendor's to give it.
    pub(crate) fn reject(&self) -> Reject {
        let error = self.error.clone();
        match self.class {
            Class::Unreachable | Class::BrokeOff => Reject::Unreachable(error),
            Class::ConnectTimeout | Class::FirstByteTimeout | Class::IdleTimeout | Class::TotalTimeout => {
                Reject::TimedOut(error)
            }
            _ => Reject::BadAnswer(error),
        }
    }
}

/// In seconds or as a date (RFC 9110, 10.2.3), or OpenAI's own milliseconds.
pub(crate) fn retry_after(headers: &HeaderMap, now: Millis) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    if let Some(ms) = text("retry-after-ms").and_then(|ms| ms.parse::<f64>().ok()) {
        return Duration::try_from_secs_f64(ms / 1_000.0).ok();
    }
    let stated = text(RETRY_AFTER.as_str())?;
    match stated.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => {
            let at = httpdate::parse_http_date(stated).ok()?;
            let now = std::time::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).ok()?);
            Some(at.duration_since(now).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_pause_is_read_in_all_its_forms() {
        // 2026-11-25T08:00:00Z.
        let now = Millis(1_795_593_600_000);
        for (name, value, want) in [
            ("retry-after", "7", Some(7_000)),
            ("retry-after", "0.5", Some(500)),
            ("retry-after", "Wed, 25 Nov 2026 08:00:30 GMT", Some(30_000)),
            ("retry-after", "Wed, 25 Nov 2026 07:00:00 GMT", Some(0)),
            ("retry-after", "soon", None),
            ("retry-after", "-1", None),
            ("retry-after-ms", "250", Some(250)),
            ("x-other", "7", None),
        ] {
            let headers = [(name.parse().unwrap(), value.parse().unwrap())].into_iter().collect();
            assert_eq!(retry_after(&headers, now), want.map(Duration::from_millis), "{name}: {value}");
        }
    }
}
