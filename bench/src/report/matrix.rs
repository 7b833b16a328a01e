//! A table for each kind of request.

use super::{dash, mib};
use crate::figures::ms;
use crate::part::matrix::Found;
use crate::take::Taken;
use crate::target::{DIRECT, FLOOR};
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

/// One figure, as soon as it is there.
pub(crate) fn line(found: &Found) -> String {
    let figures = &found.taken.figures;
    format!(
        "{}, {}, {}: {:.0}/s, {:.3} ms at the median, {:.3} ms p99, {:.1} µs of processor, {} failed",
        found.row,
        found.shape,
        found.who,
        found.taken.per_second(),
        ms(&figures.whole, 0.5),
        ms(&figures.whole, 0.99),
        found.taken.cpu_us(),
        figures.failures(),
    )
}

pub(super) fn write(into: &mut String, found: &[Found]) -> Result {
    if !found.is_empty() {
        writeln!(into, "\n## Requests")?;
    }
    let mut seen = BTreeSet::new();
    for row in found.iter().map(|found| found.row).filter(|row| seen.insert(*row)) {
        let of_row: Vec<&Found> = found.iter().filter(|found| found.row == row).collect();
        let streams = !of_row[0].taken.figures.first_content.is_empty();
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
    let figures = &one.taken.figures;
    if figures.answered == 0 {
        let dashes = " – |".repeat(if streams { 12 } else { 9 });
        return writeln!(into, "| {} | {} |{dashes} {} |", one.shape, one.who, failures(one));
    }
    let quantile = |found: &Found, quantile| ms(&found.taken.figures.whole, quantile);
    let added = |q| direct.map_or_else(dash, |direct| format!("{:+.3}", quantile(one, q) - quantile(direct, q)));
    let ratio = |of: fn(&Taken) -> f64| match floor {
        Some(floor) if one.who != DIRECT => format!("{:.2} ×", of(&one.taken) / of(&floor.taken)),
        _ => dash(),
    };
    write!(
        into,
        "| {} | {} | {:.0} | {} | {:.3} | {} | {:.3} | {} |",
        one.shape,
        one.who,
        one.taken.per_second(),
        ratio(Taken::per_second),
        quantile(one, 0.5),
        added(0.5),
        quantile(one, 0.99),
        added(0.99)
    )?;
    if streams {
        let content = |found: &Found| ms(&found.taken.figures.first_content, 0.5);
        let after = floor.map_or_else(dash, |floor| format!("{:+.3}", content(one) - content(floor)));
        write!(into, " {:.3} | {after} | {:.3} |", content(one), ms(&figures.gap, 0.99))?;
    }
    let cpu = ratio(Taken::cpu_us);
    writeln!(into, " {:.1} | {cpu} | {:.1} | {} |", one.taken.cpu_us(), mib(one.taken.memory_kib), failures(one))
}

fn failures(found: &Found) -> String {
    let failed = &found.taken.figures.failed;
    let reasons: Vec<_> = failed.iter().take(2).map(|(reason, count)| format!("{count} × {reason}")).collect();
    if reasons.is_empty() { "0".to_owned() } else { reasons.join("; ") }
}
