//! Use cases, one file for each noun: who may, is it valid, store it, write the audit row, publish.

pub mod audit;
pub mod charge_back;
pub mod group;
pub mod key;
pub mod leaderboard;
pub mod log;
pub mod price;
pub mod provider;
pub mod report;
mod series;
pub mod setting;
mod spend;
pub mod user;
mod window;

use crate::{Error, Result};
use domain::limit::{Limits, LimitsPatch};
use domain::{Millis, Names};

const NAME_CHARS: usize = 100;
const NOTE_CHARS: usize = 2_000;

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
