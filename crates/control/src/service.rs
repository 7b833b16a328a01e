//! Use cases, one file for each noun: who may, is it valid, store it, write the audit row, publish.

pub mod alert;
pub mod audit;
mod availability;
pub mod charge_back;
pub mod console_session;
pub mod declare;
pub mod drill;
pub mod group;
pub mod idempotency;
pub mod job;
pub mod key;
pub mod leaderboard;
pub mod log;
mod member;
pub mod price;
pub mod provider;
pub mod quota;
pub mod report;
pub mod search;
pub mod second_factor;
mod series;
pub mod setting;
mod spend;
pub mod token;
pub mod user;
mod wall;
pub mod warning;
mod window;

use crate::{Error, Result};
use domain::limit::{Limits, LimitsPatch};
use domain::log::Page;
use domain::{Millis, Names};

pub(crate) const NAME_CHARS: usize = 100;
pub(crate) const NOTE_CHARS: usize = 2_000;

/// Trimmed, with something in it, on one line.
fn name(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::invalid(field, "This must not be empty.")),
        n if n > NAME_CHARS => {
            Err(Error::invalid(field, format!("This must not be longer than {NAME_CHARS} characters.")))
        }
        _ if text.chars().any(char::is_control) => {
            Err(Error::invalid(field, "This must not contain control characters."))
        }
        _ => Ok(text.to_owned()),
    }
}

fn note(text: &str) -> Result<String> {
    match text {
        _ if text.chars().count() > NOTE_CHARS => {
            Err(Error::invalid("note", format!("This must not be longer than {NOTE_CHARS} characters.")))
        }
        _ if text.contains('\0') => Err(Error::invalid("note", "This must not contain control characters.")),
        _ => Ok(text.trim().to_owned()),
    }
}

fn names(field: &'static str, list: &Names) -> Result<()> {
    list.iter().try_for_each(|text| name(field, text).map(|_| ()))
}

fn expiry(at: Option<Millis>) -> Result<()> {
    match at {
        Some(at) if at.0 <= 0 => {
            Err(Error::invalid("expires_at", "This is not a time: unix milliseconds are expected."))
        }
        _ => Ok(()),
    }
}

/// The limits as a change leaves them.
fn merged(patch: Option<LimitsPatch>, old: Limits) -> Result<Limits> {
    let limits = match patch {
        Some(patch) => patch.over(old),
        None => old,
    };
    limits.check()?;
    Ok(limits)
}

/// Rows of one page.
const PAGE_MAX: i64 = 200;

/// Where a page of rows that are ordered by time and id begins: behind the `next` of the page before.
fn before(cursor: Option<&str>) -> Result<(Millis, i64)> {
    let parse = |cursor: &str| -> Option<(Millis, i64)> {
        let (at, id) = cursor.split_once('.')?;
        Some((Millis(at.parse().ok()?), id.parse().ok()?))
    };
    let before = cursor.map_or(Some((Millis(i64::MAX), i64::MAX)), parse);
    before.ok_or_else(|| Error::invalid("cursor", "This cursor is not one of the hub's."))
}

/// `items`: one more than the page has, if there are more. `place`: a row's time and id.
fn page<T>(mut items: Vec<T>, limit: i64, place: impl Fn(&T) -> (Millis, i64)) -> Page<T> {
    let more = items.len() as i64 > limit;
    items.truncate(limit as usize);
    let last = items.last().filter(|_| more).map(place);
    Page { items, next: last.map(|(at, id)| format!("{}.{id}", at.0)) }
}
