use crate::auth::Actor;
use crate::store::setting;
use crate::{Control, Error, Result};
use domain::drill::{Drill, DrillEnding, DrillProvider, DrillReport, NewDrill};
use domain::log::{LogFilter, LogRow, Outcome};
use std::collections::BTreeMap;

/// Where it is stored, beside the settings.
const DRILL: &str = "drill";
/// Requests that a report looks at.
const MOST: usize = 5_000;
const PAGE: i64 = 500;

#[derive(Clone, Copy)]
pub struct Drills<'a>(&'a Control);

impl Control {
    pub fn drills(&self) -> Drills<'_> {
        Drills(self)
    }
}

impl Drills<'_> {
    /// In the place of one that is on.
    pub async fn begin(self, actor: &Actor, new: NewDrill) -> Result<Drill> {
        let mut change = self.0.change(actor).await?;
        let drill = new.begin(change.now)?;
        let known: Vec<_> = self.0.snapshot().load().callers.values().map(|caller| caller.key_id).collect();
        if let Some(unknown) = drill.keys.iter().find(|key| !known.contains(key)) {
            return Err(Error::invalid("keys", format!("There is no key {unknown}.")));
        }
        setting::set(&mut change.tx, DRILL, &serde_json::to_string(&drill)?).await?;
        change.audit("drill.begin", (None, ""), None, Some(&drill)).await?;
        change.publish().await?;
        Ok(drill)
    }

    /// At once; its report stays.
    pub async fn stop(self, actor: &Actor) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let drill = stored(&setting::list(&mut change.tx).await?).filter(|drill| drill.until > change.now);
        let drill = drill.ok_or(Error::NotFound("running drill"))?;
        let stopped = Drill { until: change.now, ..drill.clone() };
        setting::set(&mut change.tx, DRILL, &serde_json::to_string(&stopped)?).await?;
        change.audit("drill.stop", (None, ""), Some(&drill), Some(&stopped)).await?;
        change.publish().await
    }

    /// The last one, and what its users saw; also after its time.
    pub async fn report(self, actor: &Actor) -> Result<DrillReport> {
        actor.require_admin()?;
        let rows = setting::list(&mut self.0.0.db.read().await?).await?;
        let drill = stored(&rows).ok_or(Error::NotFound("drill"))?;
        let mut rows: Vec<LogRow> = Vec::new();
        for key in &drill.keys {
            let filter =
                LogFilter { key: Some(*key), from: Some(drill.from), until: Some(drill.until), ..LogFilter::default() };
            let (before, mut cursor) = (rows.len(), None);
            while rows.len() - before < MOST {
                let page = self.0.logs().list(actor, &filter, cursor.as_deref(), PAGE).await?;
                rows.extend(page.items);
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            rows.sort_by_key(|row| std::cmp::Reverse(row.at));
            rows.truncate(MOST);
        }
        let running = (drill.from..drill.until).contains(&self.0.now());
        Ok(report(drill, running, &rows))
    }
}

fn report(drill: Drill, running: bool, rows: &[LogRow]) -> DrillReport {
    let well = |row: &&LogRow| row.outcome == Outcome::Ok;
    let (saved, at_once): (Vec<_>, Vec<_>) = rows.iter().filter(well).partition(|row| row.attempts > 1);
    let middle = |rows: &[&LogRow]| median(&mut rows.iter().map(|row| row.duration_ms).collect::<Vec<_>>());
    DrillReport {
        running,
        requests: rows.len() as i64,
        answered: (saved.len() + at_once.len()) as i64,
        saved: saved.len() as i64,
        added_ms: middle(&saved).zip(middle(&at_once)).map(|(saved, at_once)| saved - at_once),
        endings: endings(rows),
        providers: providers(rows),
        drill,
    }
}

fn median(times: &mut [i64]) -> Option<i64> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

/// The busiest first.
fn providers(rows: &[LogRow]) -> Vec<DrillProvider> {
    let mut counts: BTreeMap<i64, DrillProvider> = BTreeMap::new();
    for (row, provider) in rows.iter().filter_map(|row| Some((row, row.provider.as_ref()?))) {
        let name = provider.name.clone();
        let count = counts.entry(provider.id.0).or_insert(DrillProvider { name, requests: 0, answered: 0 });
        count.requests += 1;
        count.answered += i64::from(row.outcome == Outcome::Ok);
    }
    let mut providers: Vec<_> = counts.into_values().collect();
    providers.sort_by_key(|provider| std::cmp::Reverse(provider.requests));
    providers
}

/// The commonest first.
fn endings(rows: &[LogRow]) -> Vec<DrillEnding> {
    let mut times: BTreeMap<(&str, u16), (Outcome, Vec<i64>)> = BTreeMap::new();
    for row in rows {
        let ending = times.entry((row.outcome.as_str(), row.status)).or_insert((row.outcome, Vec::new()));
        ending.1.push(row.duration_ms);
    }
    let ending = |((_, status), (outcome, mut times)): ((&str, u16), (Outcome, Vec<i64>))| DrillEnding {
        outcome,
        status,
        requests: times.len() as i64,
        median_ms: median(&mut times).unwrap_or_default(),
        longest_ms: times.last().copied().unwrap_or_default(),
    };
    let mut endings: Vec<_> = times.into_iter().map(ending).collect();
    endings.sort_by_key(|ending| std::cmp::Reverse(ending.requests));
    endings
}

/// Among what is stored by name.
pub(crate) fn stored(rows: &[(String, String)]) -> Option<Drill> {
    let (_, json) = rows.iter().find(|(name, _)| name == DRILL)?;
    serde_json::from_str(json).ok()
}
