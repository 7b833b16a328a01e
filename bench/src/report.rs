//! The figures, for people: each as it was, less what the vendor takes by itself, and beside the floor.

use crate::figures::ms;
use crate::matrix::Found;
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

const DIRECT: &str = "direct";
const FLOOR: &str = "nginx";

/// One figure, as soon as it is there.
pub(crate) fn line(found: &Found) -> String {
    let figures = &found.figures;
    format!(
        "{}, {}, {}: {:.0}/s, {:.3} ms at the median, {:.3} ms p99, {:.1} µs of processor, {} failed",
        found.row,
        found.shape,
        found.who,
        found.per_second(),
        ms(&figures.whole, 0.5),
        ms(&figures.whole, 0.99),
        found.cpu_us(),
        figures.failures(),
    )
}

/// A table for each kind of request.
pub(crate) fn matrix(into: &mut String, found: &[Found]) -> Result {
    let mut seen = BTreeSet::new();
    for row in found.iter().map(|found| found.row).filter(|row| seen.insert(*row)) {
        let of_row: Vec<&Found> = found.iter().filter(|found| found.row == row).collect();
        let streams = !of_row[0].figures.first_content.is_empty();
        writeln!(into, "\n### {row}\n")?;
        write!(into, "| load | who | answers/s | of nginx | p50 ms | added | p99 ms | added |")?;
        if streams {
            write!(into, " first content p50 ms | after nginx | gap p99 ms |")?;
        }
        writeln!(into, " CPU µs | of nginx | MiB | failed |")?;
        writeln!(into, "|{}", "--:|".repeat(if streams { 15 } else { 12 }))?;
        for one in &of_row {
            let beside = |who| of_row.iter().find(|other| other.who == who && other.shape == one.shape).copied();
            table_row(into, one, beside(DIRECT), beside(FLOOR), streams)?;
        }
    }
    Ok(())
}

fn table_row(into: &mut String, one: &Found, direct: Option<&Found>, floor: Option<&Found>, streams: bool) -> Result {
    let figures = &one.figures;
    let quantile = |found: &Found, quantile| ms(&found.figures.whole, quantile);
    let added = |q| direct.map_or_else(dash, |direct| format!("{:+.3}", quantile(one, q) - quantile(direct, q)));
    let ratio = |of: fn(&Found) -> f64| match floor {
        Some(floor) if one.who != DIRECT => format!("{:.2} ×", of(one) / of(floor)),
        _ => dash(),
    };
    write!(
        into,
        "| {} | {} | {:.0} | {} | {:.3} | {} | {:.3} | {} |",
        one.shape,
        one.who,
        one.per_second(),
        ratio(Found::per_second),
        quantile(one, 0.5),
        added(0.5),
        quantile(one, 0.99),
        added(0.99)
    )?;
    if streams {
        let content = |found: &Found| ms(&found.figures.first_content, 0.5);
        let after = floor.map_or_else(dash, |floor| format!("{:+.3}", content(one) - content(floor)));
        write!(into, " {:.3} | {after} | {:.3} |", content(one), ms(&figures.gap, 0.99))?;
    }
    let cpu = ratio(Found::cpu_us);
    writeln!(into, " {:.1} | {cpu} | {:.1} | {} |", one.cpu_us(), mib(one.memory_kib), failures(one))
}

fn failures(found: &Found) -> String {
    let failed = &found.figures.failed;
    let reasons: Vec<_> = failed.iter().take(2).map(|(reason, count)| format!("{count} × {reason}")).collect();
    if reasons.is_empty() { "0".to_owned() } else { reasons.join("; ") }
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn dash() -> String {
    "–".to_owned()
}
