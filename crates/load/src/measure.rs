//! How long the console's queries take, through the same use cases that pages and API call.

use anyhow::Result;
use clap::Args;
use control::auth::Identity;
use control::{Actor, Control};
use domain::log::{LogFilter, LogRow, StatusFilter};
use domain::report::{Dimension, Span};
use domain::time::{DAY, HOUR};
use domain::{KeyId, Millis, ProviderId, UserId};
use fastrand::Rng;
use std::pin::Pin;
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct Options {
    /// How often each is asked
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Only those with this in their name
    #[arg(long)]
    only: Option<String>,
    /// Fail when a p95 is above so many milliseconds
    #[arg(long)]
    limit: Option<u64>,
}

pub(crate) fn admin() -> Actor {
    Actor { identity: Identity::Admin { user: None, name: "load".to_owned() }, ip: String::new() }
}

fn person(id: i64) -> Actor {
    let identity = Identity::User { user: UserId(id), key: KeyId(id), name: String::new() };
    Actor { identity, ip: String::new() }
}

type Asked<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;
type Question = (String, fn(Ask<'_>) -> Asked<'_>, Shape);

/// One call: to whom, with which row as its example, and how.
#[derive(Clone, Copy)]
struct Ask<'a> {
    control: &'a Control,
    row: &'a LogRow,
    now: Millis,
    shape: &'a Shape,
}

#[derive(Clone, Default)]
struct Shape {
    span: Span,
    dimension: Dimension,
    /// Of the example row; and how far back, in days.
    filter: Option<fn(&LogRow) -> LogFilter>,
    days: Option<i64>,
    /// Starts in the middle of what the filter finds.
    deep: bool,
    own: bool,
}

impl Ask<'_> {
    fn actor(&self) -> Actor {
        if self.shape.own { person(self.row.caller.user_id.0) } else { admin() }
    }

    fn filter(&self) -> LogFilter {
        let filter = self.shape.filter.map(|filter| filter(self.row)).unwrap_or_default();
        LogFilter { from: self.shape.days.map(|days| self.now - days * DAY), ..filter }
    }
}

const FILTERS: [(&str, fn(&LogRow) -> LogFilter); 11] = [
    ("all", |_| LogFilter::default()),
    ("user", |row| LogFilter { user: Some(row.caller.user_id), ..LogFilter::default() }),
    ("key", |row| LogFilter { key: Some(row.caller.key_id), ..LogFilter::default() }),
    ("provider", |row| LogFilter { provider: row.provider.as_ref().map(|tag| tag.id), ..LogFilter::default() }),
    ("no such provider", |_| LogFilter { provider: Some(ProviderId(9_999)), ..LogFilter::default() }),
    ("model", |row| LogFilter { model: row.model.clone(), ..LogFilter::default() }),
    ("part of a model", |_| LogFilter { model: Some("OPUS".into()), ..LogFilter::default() }),
    ("session", |row| LogFilter { session: row.session.clone(), ..LogFilter::default() }),
    ("not ok", |_| LogFilter { status: Some(StatusFilter::NotOk), ..LogFilter::default() }),
    ("not ok of a model", |row| LogFilter {
        status: Some(StatusFilter::NotOk),
        model: row.model.clone(),
        ..LogFilter::default()
    }),
    ("user, provider and model", |row| LogFilter {
        user: Some(row.caller.user_id),
        provider: row.provider.as_ref().map(|tag| tag.id),
        model: row.model.clone(),
        ..LogFilter::default()
    }),
];

fn questions() -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for own in [false, true] {
        let whose = if own { "own " } else { "" };
        for span in [Span::Today, Span::Week, Span::Month] {
            for dimension in [Dimension::Provider, Dimension::User, Dimension::Model] {
                let shape = Shape { span, dimension, own, ..Shape::default() };
                all.push((format!("{whose}overview {span:?} {dimension:?}"), overview, shape));
            }
        }
        for (name, filter) in FILTERS {
            let shape = Shape { filter: Some(filter), own, ..Shape::default() };
            all.push((format!("{whose}log, {name}"), list, shape.clone()));
            all.push((format!("{whose}log, {name}, a day"), list, Shape { days: Some(1), ..shape.clone() }));
            all.push((format!("{whose}log, {name}, deep"), list, Shape { deep: true, ..shape.clone() }));
            all.push((format!("{whose}log sums, {name}"), sums, shape.clone()));
            all.push((format!("{whose}log sums, {name}, a day"), sums, Shape { days: Some(1), ..shape }));
        }
        all.push((format!("{whose}request"), get, Shape { own, ..Shape::default() }));
        all.push((format!("{whose}users and keys"), users, Shape { own, ..Shape::default() }));
        all.push((format!("{whose}ledger, first page"), ledger, Shape { own, ..Shape::default() }));
    }
    all.push(("providers".to_owned(), providers, Shape::default()));
    all.push(("audit".to_owned(), audit, Shape::default()));
    all
}

fn overview(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.overview(&ask.actor(), ask.shape.span, ask.shape.dimension, ask.now).await?;
        Ok(())
    })
}

fn list(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        let cursor = ask.shape.deep.then(|| format!("{}.{}", ask.row.at.0, ask.row.id));
        ask.control.logs().list(&ask.actor(), &ask.filter(), cursor.as_deref(), 100).await?;
        Ok(())
    })
}

fn sums(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.logs().summary(&ask.actor(), &ask.filter()).await?;
        Ok(())
    })
}

fn get(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.logs().get(&ask.actor(), &ask.row.id).await?;
        Ok(())
    })
}

fn users(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.users().list(&ask.actor()).await?;
        Ok(())
    })
}

fn providers(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.providers().list(&ask.actor()).await?;
        Ok(())
    })
}

fn audit(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.audit().list(&ask.actor(), None, 100).await?;
        Ok(())
    })
}

fn ledger(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.logs().export_ledger(&ask.actor(), None, Some(ask.row.at)).next().await?;
        Ok(())
    })
}

/// The newest row's time, and rows from all over the log.
async fn examples(control: &Control, count: usize) -> Result<(Millis, Vec<LogRow>)> {
    let (logs, admin) = (control.logs(), admin());
    let newest = logs.list(&admin, &LogFilter::default(), None, 1).await?.items;
    let now = newest.first().map_or(Millis::now(), |row| row.at + 1);
    let mut luck = Rng::with_seed(7);
    let mut rows = newest;
    while rows.len() < count && !rows.is_empty() {
        let filter = LogFilter { until: Some(now - luck.i64(0..40 * 24) * HOUR), ..LogFilter::default() };
        rows.extend(logs.list(&admin, &filter, None, 1).await?.items);
    }
    Ok((now, rows))
}

pub(crate) async fn run(control: &Control, options: &Options) -> Result<()> {
    let (now, rows) = examples(control, options.rounds).await?;
    let mut slow = Vec::new();
    println!("{:<44} {:>8} {:>8} {:>8}   milliseconds of {} calls", "", "p50", "p95", "max", options.rounds);
    for (name, question, shape) in questions() {
        if options.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let mut times = Vec::new();
        for row in &rows {
            let start = Instant::now();
            question(Ask { control, row, now, shape: &shape }).await?;
            times.push(start.elapsed());
        }
        times.sort();
        let at = |share: usize| times[(times.len() * share).div_ceil(100).clamp(1, times.len()) - 1];
        println!("{name:<44} {} {} {}", ms(at(50)), ms(at(95)), ms(at(100)));
        if options.limit.is_some_and(|limit| at(95) > Duration::from_millis(limit)) {
            slow.push(name);
        }
    }
    anyhow::ensure!(slow.is_empty(), "too slow: {}", slow.join("; "));
    Ok(())
}

fn ms(time: Duration) -> String {
    format!("{:>8.1}", time.as_secs_f64() * 1_000.0)
}

/// Resident memory of this process, in bytes.
fn memory() -> Result<i64> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages: i64 = pages.split_whitespace().nth(1).unwrap_or_default().parse()?;
    Ok(pages * 4_096)
}

pub(crate) async fn export(control: &Control) -> Result<()> {
    let start = Instant::now();
    let mut export = control.logs().export(&admin(), LogFilter::default());
    export.next().await?;
    let before = memory()?;
    let (mut most, mut bytes, mut lines) = (before, 0, 0);
    while let Some(text) = export.next().await? {
        bytes += text.len();
        lines += text.lines().count();
        most = most.max(memory()?);
    }
    println!(
        "{lines} lines, {bytes} bytes in {:.1} s; at most {} KiB more memory",
        start.elapsed().as_secs_f64(),
        (most - before) / 1_024
    );
    Ok(())
}

pub(crate) async fn clean(control: &Control) -> Result<()> {
    let (now, rows) = examples(control, 1).await?;
    anyhow::ensure!(!rows.is_empty(), "the log is empty");
    let admin = admin();
    let dry = Instant::now();
    let all = control.logs().clean(&admin, now, true).await?.rows;
    println!("{all} rows, counted in {:.1} s", dry.elapsed().as_secs_f64());
    let (mut low, mut high) = (0, 400);
    while high - low > 1 {
        let middle = (low + high) / 2;
        let older = control.logs().clean(&admin, now - middle * DAY, true).await?.rows;
        if older * 2 > all { low = middle } else { high = middle }
    }
    let start = Instant::now();
    let cleaned = control.logs().clean(&admin, now - high * DAY, false).await?;
    println!("{} rows gone, {} days at once, in {:.1} s", cleaned.rows, cleaned.days, start.elapsed().as_secs_f64());
    Ok(())
}
