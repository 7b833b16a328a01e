//! A section for each part but the matrix.

use super::mib;
use crate::options::Options;
use crate::part::flat::Beside;
use crate::part::idle::{ARRIVAL, FRAMES, Held};
use crate::part::matrix::{Found, Rested};
use crate::part::median;
use crate::part::pair::Paired;
use crate::part::soak::Soaked;
use crate::part::start::Started;
use std::fmt::{Result, Write};

pub(super) fn starts(into: &mut String, options: &Options, starts: &[Started]) -> Result {
    if starts.is_empty() {
        return Ok(());
    }
    let (times, rest) = (options.starts, options.rest_seconds);
    writeln!(into, "\n## Start and size\n")?;
    writeln!(
        into,
        "From the start of the program to the first 200 of `/api/health/ready`, the median of {times} starts, with its file in the \
         system's cache. Memory {rest} s after that, asked nothing: resident (Rss), and without what other programs share (Pss).\n"
    )?;
    writeln!(into, "| hub | new, ms | with data, ms | Rss, MiB | Pss, MiB |\n|---|--:|--:|--:|--:|")?;
    for it in starts {
        let (resident, memory) = (mib(it.resident_kib), mib(it.memory_kib));
        writeln!(into, "| {} | {:.0} | {:.0} | {resident:.1} | {memory:.1} |", it.who, it.new_ms, it.again_ms)?;
    }
    let size = std::fs::metadata(&options.programs.cch).map_or(0, |about| about.len());
    writeln!(into, "\nThe program is one file of {:.1} MiB, as it was built.", mib(size / 1024))?;
    match &options.first_load {
        Some(first_load) => writeln!(into, "The console's first load: {first_load}."),
        None => Ok(()),
    }
}

pub(super) fn rested(into: &mut String, options: &Options, found: &[Found], rested: &[Rested]) -> Result {
    if rested.is_empty() {
        return Ok(());
    }
    writeln!(into, "\n## Memory before, under and after all requests\n")?;
    let rest = options.rest_seconds;
    writeln!(
        into,
        "{rest} s after the start, the most at the end of any load, and {} s after the last.\n",
        rest * 2.0
    )?;
    writeln!(into, "| who | before, MiB | most, MiB | after, MiB | of before |\n|---|--:|--:|--:|--:|")?;
    for it in rested {
        let most = found.iter().filter(|found| found.who == it.who).map(|found| found.taken.memory_kib).max();
        let (before, after) = (mib(it.before_kib), mib(it.after_kib));
        let most = mib(most.unwrap_or_default());
        writeln!(into, "| {} | {before:.1} | {most:.1} | {after:.1} | {:.2} × |", it.who, after / before)?;
    }
    Ok(())
}

pub(super) fn idle(into: &mut String, options: &Options, idle: &[Held]) -> Result {
    if idle.is_empty() {
        return Ok(());
    }
    writeln!(into, "\n## Slow streams held open\n")?;
    let rest = options.rest_seconds;
    writeln!(
        into,
        "They come within {} s, each by a connection of its own, and say something every {:.1} s. Memory: before the first, with all \
         open, and {} s after the last has ended.\n",
        ARRIVAL.as_secs(),
        rest / FRAMES as f64,
        rest * 2.0
    )?;
    writeln!(
        into,
        "| who | asked | open at once | failed | before, MiB | open, MiB | KiB each | after, MiB | of before |"
    )?;
    writeln!(into, "|---|{}", "--:|".repeat(8))?;
    for it in idle {
        let (before, open, after) = (mib(it.before_kib), mib(it.open_kib), mib(it.after_kib));
        write!(into, "| {} | {} | {} | {} | {before:.1} | {open:.1} ", it.who, it.asked, it.open, it.failed)?;
        writeln!(into, "| {:.1} | {after:.1} | {:.2} × |", it.kib_each(), after / before)?;
    }
    Ok(())
}

pub(super) fn soak(into: &mut String, soak: Option<&Soaked>) -> Result {
    let Some(soak) = soak else { return Ok(()) };
    let (first, last) = soak.ends_kib();
    writeln!(into, "\n## Long streams\n")?;
    writeln!(
        into,
        "{} streams of 5 MB at once for {} s, through {}: a third of the readers is slow, a third leaves half way, and of a third \
         the vendor resets the connection half way. Memory, each second:\n",
        soak.streams,
        soak.samples.len(),
        soak.who,
    )?;
    writeln!(
        into,
        "| before, MiB | first quarter, median | last quarter, median | most | after |\n|--:|--:|--:|--:|--:|"
    )?;
    let (before, most, after) = (mib(soak.before_kib), mib(soak.most_kib()), mib(soak.after_kib));
    writeln!(into, "| {before:.1} | {:.1} | {:.1} | {most:.1} | {after:.1} |\n", first / 1024.0, last / 1024.0)?;
    soak.went.iter().try_for_each(|(how, count)| writeln!(into, "- {count} streams {how}"))?;
    soak.failed.iter().try_for_each(|(why, count)| writeln!(into, "- {count} streams failed: {why}"))
}

pub(super) fn flat(into: &mut String, flat: &[Beside]) -> Result {
    if flat.is_empty() {
        return Ok(());
    }
    writeln!(into, "\n## Few and many\n")?;
    writeln!(
        into,
        "CPU per request of 1 KB at 32 at once, by turns; medians. Rows are those of a whole hub on SQLite, the rest is of the \
         data plane alone. Rules: so many prices, models that a key may use, models that its provider serves, and redirects, each \
         with the one that fits at the end.\n"
    )?;
    writeln!(into, "| what | few, µs | many, µs | |\n|---|--:|--:|--:|")?;
    for it in flat {
        let (few, many) = (median(&it.few), median(&it.many));
        writeln!(into, "| {} | {few:.1} | {many:.1} | {:.3} × |", it.what, it.ratio())?;
    }
    Ok(())
}

pub(super) fn pair(into: &mut String, pair: Option<&Paired>) -> Result {
    let Some(pair) = pair else { return Ok(()) };
    writeln!(into, "\n## Two hubs on one PostgreSQL and one Redis\n")?;
    writeln!(
        into,
        "Each hub is held to one processor (`taskset`); those that ask, the vendor, PostgreSQL and Redis run on all. Where those \
         are no more than two, two hubs at full load have to share with all of these, and what they serve then ({:.0} answers a \
         second of 1 KB, one alone {:.0}) is what the machine does, not what the hubs do. So it is computed from what a hub's own \
         process takes of its processor for a request, at {:.0} requests a second, which leaves room: twice as much as one serve two \
         that take the same, and less by as much as each request takes more. What counts is two that are each as busy as the one \
         was; with as many requests in all each is half as busy, and fewer requests share a wake-up, a batch of the log and a packet \
         to Redis.\n",
        pair.two_per_second, pair.one_per_second, pair.rate
    )?;
    writeln!(into, "| | CPU µs a request | two serve, of one |\n|---|--:|--:|")?;
    writeln!(into, "| one hub | {:.1} | |", pair.one_us)?;
    let rows =
        [("two, with as many requests in all", pair.shared_us), ("two, with as many requests each", pair.each_us)];
    for (what, us) in rows {
        writeln!(into, "| {what} | {us:.1} | {:.2} × |", 2.0 * pair.one_us / us)?;
    }
    match pair.late {
        0 => Ok(()),
        late => writeln!(into, "\nRedis was late for the first hub {late} times, which cost it more than requests do."),
    }
}
