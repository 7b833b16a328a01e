//! The figures, for people: each as it was, less what the vendor takes by itself, and beside the floor.

mod about;
mod aims;
mod matrix;
mod method;
mod parts;

pub(crate) use matrix::line;

use crate::options::Options;
use crate::part::Findings;
use anyhow::Result;

/// Everything that was found, and how.
pub(crate) fn whole(options: &Options, found: &Findings) -> Result<String> {
    let mut text = String::new();
    about::write(&mut text, options)?;
    method::write(&mut text, options, found)?;
    aims::write(&mut text, &aims::all(found))?;
    parts::starts(&mut text, options, &found.starts)?;
    parts::rested(&mut text, options, &found.matrix, &found.rested)?;
    parts::idle(&mut text, options, &found.idle)?;
    parts::soak(&mut text, found.soak.as_ref())?;
    parts::flat(&mut text, &found.flat)?;
    parts::pair(&mut text, found.pair.as_ref())?;
    matrix::write(&mut text, &found.matrix)?;
    Ok(text)
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn dash() -> String {
    "–".to_owned()
}
