//! What was aimed at, and what was reached.

use crate::figures::ms;
use crate::load::Shape;
use crate::part::Findings;
use crate::part::matrix::{Found, LARGE, ONE, PACED, SMALL, SOME, STREAM};
use crate::take::Taken;
use crate::target::{DIRECT, FLOOR, Store};
use std::fmt::{Result, Write};

pub(super) struct Aim {
    what: String,
    limit: Limit,
    unit: &'static str,
    /// None: not measured in this run.
    reached: Option<f64>,
}

#[derive(Clone, Copy)]
enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

impl Aim {
    fn is_reached(&self) -> Option<bool> {
        self.reached.map(|reached| match self.limit {
            Limit::AtMost(limit) => reached <= limit,
            Limit::AtLeast(limit) => reached >= limit,
        })
    }
}

pub(super) fn write(into: &mut String, aims: &[Aim]) -> Result {
    let aims: Vec<&Aim> = aims.iter().filter(|aim| aim.reached.is_some()).collect();
    if aims.is_empty() {
        return Ok(());
    }
    writeln!(into, "\n## Aims\n")?;
    let reached = aims.iter().filter(|aim| aim.is_reached() == Some(true)).count();
    writeln!(
        into,
        "{reached} of the {} that were measured are reached. Where no store is named it is SQLite.\n",
        aims.len()
    )?;
    writeln!(into, "| aim | at | reached | |\n|---|---|--:|---|")?;
    for aim in aims {
        let (words, limit) = match aim.limit {
            Limit::AtMost(limit) => ("at most", limit),
            Limit::AtLeast(limit) => ("at least", limit),
        };
        let yes = if aim.is_reached() == Some(true) { "yes" } else { "**no**" };
        let reached = aim.reached.unwrap_or_default();
        writeln!(
            into,
            "| {} | {words} {limit}{} | {} | {yes} |",
            aim.what,
            aim.unit,
            figure(reached, limit) + aim.unit
        )?;
    }
    Ok(())
}

/// A digit more than the limit has needs.
fn figure(value: f64, limit: f64) -> String {
    match limit {
        0.0 => format!("{value:.0}"),
        limit if limit < 1.0 => format!("{value:.3}"),
        limit if limit < 10.0 => format!("{value:.2}"),
        _ => format!("{value:.1}"),
    }
}

pub(super) fn all(found: &Findings) -> Vec<Aim> {
    let (sqlite, servers) = (Store::EMBEDDED, Store::SERVERS);
    let taken = |row: &str, shape: Shape, who: &str| {
        let is_it = |it: &&Found| it.row == row && it.shape == shape && it.who == who;
        found.matrix.iter().find(is_it).map(|it| &it.taken)
    };
    let both = |row, shape, (who, other): (&str, &str), of: &dyn Fn(&Taken, &Taken) -> f64| {
        Some(of(taken(row, shape, who)?, taken(row, shape, other)?))
    };
    let cpu = |row, whom| both(row, SOME, whom, &|one, other| one.cpu_us() / other.cpu_us());
    let rate = |whom| both(SMALL, SOME, whom, &|one, other| one.per_second() / other.per_second());
    let added = |row, quantile| {
        let whole = move |it: &Taken| ms(&it.figures.whole, quantile);
        both(row, ONE, (sqlite, DIRECT), &|one, other| whole(one) - whole(other))
    };
    let content = |it: &Taken| ms(&it.figures.first_content, 0.5);
    let gap = |it: &Taken| ms(&it.figures.gap, 0.99);
    let hub = (sqlite, FLOOR);

    let mut aims = Vec::new();
    let mut aim = |what: &str, limit, unit, reached: Option<f64>| {
        aims.push(Aim { what: what.to_owned(), limit, unit, reached: reached.filter(|it| it.is_finite()) });
    };
    aim("CPU per request of 1 KB, of nginx's", Limit::AtMost(2.5), " ×", cpu(SMALL, hub));
    aim("CPU per request of 64 KB, of nginx's", Limit::AtMost(2.0), " ×", cpu(LARGE, hub));
    aim(
        "CPU per request of 1 KB on PostgreSQL + Redis, of that on SQLite",
        Limit::AtMost(1.3),
        " ×",
        cpu(SMALL, (servers, sqlite)),
    );
    aim(
        "CPU per request of 64 KB on PostgreSQL + Redis, of that on SQLite",
        Limit::AtMost(1.3),
        " ×",
        cpu(LARGE, (servers, sqlite)),
    );
    for (row, median, tail) in [(SMALL, 0.1, 0.25), (LARGE, 0.2, 0.4)] {
        aim(&format!("{row}, one at once: added at the median"), Limit::AtMost(median), " ms", added(row, 0.5));
        aim(&format!("{row}, one at once: added at p99"), Limit::AtMost(tail), " ms", added(row, 0.99));
    }
    aim(
        "First content of a paced stream after nginx's",
        Limit::AtMost(0.15),
        " ms",
        both(PACED, ONE, hub, &|one, other| content(one) - content(other)),
    );
    aim(
        "Gap between frames at p99 beyond nginx's",
        Limit::AtMost(0.2),
        " ms",
        both(PACED, ONE, hub, &|one, other| gap(one) - gap(other)),
    );
    aim("CPU per stream of 200 frames, of nginx's", Limit::AtMost(1.6), " ×", cpu(STREAM, hub));
    aim("Answers a second at 32 at once, 1 KB, of nginx's", Limit::AtLeast(0.5), " ×", rate(hub));
    aim("The same, of Portkey's", Limit::AtLeast(15.0), " ×", rate((sqlite, "Portkey")));
    aim("The same, of LiteLLM's", Limit::AtLeast(150.0), " ×", rate((sqlite, "LiteLLM")));

    for start in &found.starts {
        let resident = start.resident_kib as f64 / 1024.0;
        aim(&format!("Resident memory while idle, {}", start.who), Limit::AtMost(40.0), " MiB", Some(resident));
    }
    let hubs = || found.idle.iter().filter(|held| held.who != FLOOR);
    for held in hubs() {
        let lost = held.asked.saturating_sub(held.open).max(held.failed);
        aim(
            &format!("Slow streams refused or cut, of {}, {}", held.asked, held.who),
            Limit::AtMost(0.0),
            "",
            Some(lost as f64),
        );
        aim(&format!("Memory of each, {}", held.who), Limit::AtMost(16.0), " KiB", Some(held.kib_each()));
    }
    let rested = found.rested.iter().filter(|it| it.who == sqlite || it.who == servers);
    for it in rested {
        aim(
            &format!("Memory after all requests, of that before, {}", it.who),
            Limit::AtMost(1.3),
            " ×",
            ratio(it.after_kib, it.before_kib),
        );
    }
    for held in hubs() {
        aim(
            &format!("Memory after slow streams, of that before, {}", held.who),
            Limit::AtMost(1.3),
            " ×",
            ratio(held.after_kib, held.before_kib),
        );
    }
    if let Some(soak) = &found.soak {
        let (first, last) = soak.ends_kib();
        aim("Most memory under long streams", Limit::AtMost(300.0), " MiB", Some(soak.most_kib() as f64 / 1024.0));
        aim("Its last quarter, of its first", Limit::AtMost(1.1), " ×", Some(last / first));
        aim("Long streams that went wrong", Limit::AtMost(0.0), "", Some(soak.failed.values().sum::<u64>() as f64));
    }
    for beside in &found.flat {
        aim(
            &format!("CPU per request with many, of that with few: {}", beside.what),
            Limit::AtMost(1.15),
            " ×",
            Some(beside.ratio()),
        );
    }
    aim("Two hubs on one database, of one", Limit::AtLeast(1.8), " ×", found.pair.as_ref().map(|pair| pair.scale()));
    aims
}

fn ratio(after: u64, before: u64) -> Option<f64> {
    Some(after as f64 / before as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;
    use crate::part::pair::Paired;
    use std::time::Duration;

    /// 1,000 answers, each after so long, within a second.
    fn found(row: &'static str, shape: Shape, who: &'static str, us: u64, cpu_ms: u64) -> Found {
        let mut figures = Figures { answered: 1_000, asked: 1_000, ..Figures::default() };
        figures.whole.record_n(us * 1_000, 1_000).unwrap();
        let (time, cpu) = (Duration::from_secs(1), Duration::from_millis(cpu_ms));
        Found { row, shape, who, taken: Taken { figures, time, cpu, memory_kib: 0 } }
    }

    fn named<'a>(aims: &'a [Aim], start: &str) -> &'a Aim {
        aims.iter().find(|aim| aim.what.starts_with(start)).unwrap()
    }

    #[test]
    fn what_was_not_measured_is_not_told() {
        let aims = all(&Findings::default());
        assert!(aims.iter().all(|aim| aim.is_reached().is_none()));
        let mut text = String::new();
        write(&mut text, &aims).unwrap();
        assert_eq!(text, "");
    }

    #[test]
    fn a_hub_stands_beside_nginx_and_the_vendor() {
        let matrix = vec![
            found(SMALL, SOME, FLOOR, 900, 20),
            found(SMALL, SOME, Store::EMBEDDED, 900, 45),
            found(SMALL, SOME, Store::SERVERS, 900, 72),
            found(SMALL, ONE, DIRECT, 100, 10),
            found(SMALL, ONE, Store::EMBEDDED, 180, 10),
            // Of no use for any aim.
            found(SMALL, ONE, FLOOR, 1, 1),
        ];
        let aims = all(&Findings { matrix, ..Findings::default() });
        let cpu = named(&aims, "CPU per request of 1 KB, of nginx's");
        assert_eq!((cpu.reached, cpu.is_reached()), (Some(2.25), Some(true)));
        let servers = named(&aims, "CPU per request of 1 KB on PostgreSQL");
        assert_eq!((servers.reached, servers.is_reached()), (Some(1.6), Some(false)));
        let added = named(&aims, "JSON, 1 KB, one at once: added at the median");
        assert!((added.reached.unwrap() - 0.08).abs() < 0.001 && added.is_reached() == Some(true));
        assert_eq!(named(&aims, "Answers a second").is_reached(), Some(true));
        assert_eq!(named(&aims, "CPU per request of 64 KB, of nginx's").is_reached(), None);
    }

    #[test]
    fn what_fell_short_is_said_in_bold() {
        let (one_per_second, two_per_second, rate) = (1_000.0, 1_100.0, 300.0);
        let pair =
            Paired { one_per_second, two_per_second, rate, one_us: 90.0, shared_us: 100.0, each_us: 120.0, late: 0 };
        let mut text = String::new();
        write(&mut text, &all(&Findings { pair: Some(pair), ..Findings::default() })).unwrap();
        assert!(text.contains("0 of the 1 that were measured are reached."));
        assert!(text.contains("| Two hubs on one database, of one | at least 1.8 × | 1.50 × | **no** |"));
    }
}
