//! What was spent, as the ledger says: for pages, and for the limiter.

use crate::store::{spend, usage_day, usage_ledger};
use crate::{Control, Result};
use domain::books::{Books, BooksAnswer, BooksAnswers, BooksAsk};
use domain::limit::{LimitOwner, concerns};
use domain::{Millis, Nanos, RequestId};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::atomic::Ordering::Relaxed;

impl Control {
    /// The cost of its requests that came at `from` or later, and before `until`, by model.
    pub async fn spent(&self, owner: LimitOwner, from: Millis, until: Option<Millis>) -> Result<Vec<(String, Nanos)>> {
        let mut tx = self.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        spend::spent(&mut tx, &state, owner, from, until).await
    }

    /// The same up to now by quarter of an hour, oldest first.
    pub async fn spent_buckets(&self, owner: LimitOwner, from: Millis) -> Result<Vec<(Millis, String, Nanos)>> {
        spend::spent_buckets(&mut self.0.db.read().await?, owner, from).await
    }

    /// For the limiter. It says nothing while requests that have ended wait for the database.
    pub fn books(&self) -> impl Books + 'static {
        Ledger(self.clone())
    }
}

#[derive(Clone)]
struct Ledger(Control);

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ledger")
    }
}

impl Books for Ledger {
    fn is_current(&self) -> bool {
        !self.0.0.behind.load(Relaxed)
    }

    fn spent(&self, asks: Vec<BooksAsk>, recall: i64) -> BooksAnswers<'_> {
        Box::pin(async move {
            if !self.is_current() {
                return None;
            }
            match self.answers(asks, recall).await {
                Ok(answers) => Some(answers),
                Err(error) => {
                    tracing::debug!(%error, "the ledger could not be asked");
                    None
                }
            }
        })
    }
}

impl Ledger {
    /// All from one view of the data.
    async fn answers(&self, asks: Vec<BooksAsk>, recall: i64) -> Result<Vec<BooksAnswer>> {
        let mut tx = self.0.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let recent = self.0.now() - recall;
        let mut counted = HashMap::<LimitOwner, Vec<RequestId>>::new();
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            let spent = match ask.by_quarter {
                true => spend::spent_buckets(&mut tx, ask.owner, ask.from).await?,
                false => {
                    let spent = spend::spent(&mut tx, &state, ask.owner, ask.from, None).await?;
                    spent.into_iter().map(|(model, cost)| (ask.from, model, cost)).collect()
                }
            };
            let mut sums = BTreeMap::<Millis, Nanos>::new();
            for (at, _, cost) in spent.iter().filter(|(_, model, _)| concerns(ask.models.as_deref(), Some(model))) {
                *sums.entry(*at).or_default() += *cost;
            }
            let counted = match counted.entry(ask.owner) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(new) => {
                    new.insert(usage_ledger::settled_since(&mut tx, ask.owner, recent).await?).clone()
                }
            };
            answers.push(BooksAnswer { spent: sums.into_iter().collect(), counted });
        }
        Ok(answers)
    }
}
