//! How long pages take on a large hub. `LOAD_DSN` names a database that holds one; every question is asked twenty times.

#![allow(clippy::print_stdout, reason = "the figures are what it is run for")]

use crate::bench::options;
use control::auth::Identity;
use control::{Actor, Control};
use domain::leaderboard::{Ask, Period, When};
use domain::limit::LimitOwner;
use domain::metric::Metric;
use domain::report::{Dimension, Filter, Span};
use domain::time::{DAY, MINUTE};
use domain::{KeyId, Millis, ProviderId, Secret, UserId};
use std::time::{Duration, Instant};

const ROUNDS: usize = 20;
const ENOUGH: Duration = Duration::from_millis(300);

/// The last of the rows' instants.
async fn newest(control: &Control) -> Millis {
    let sql = "SELECT MAX(bucket), MIN(bucket) FROM usage_rollup";
    Millis(crate::sample::rows::<(i64, i64)>(control.db(), sql).await[0].0 + 7 * MINUTE)
}

async fn timed(slow: &mut Vec<String>, what: &str, ask: impl AsyncFn()) {
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        ask().await;
        took.push(start.elapsed());
    }
    took.sort_unstable();
    let line = format!("{:>6.0?} median, {:>6.0?} p95: {what}", took[ROUNDS / 2], took[ROUNDS * 95 / 100]);
    println!("{line}");
    if took[ROUNDS * 95 / 100] > ENOUGH {
        slow.push(line);
    }
}

fn spans(now: Millis) -> [(&'static str, When); 6] {
    let period = |period| When { period, ..When::default() };
    let custom = When {
        period: Period::Custom,
        from: Some(now - 40 * DAY - 7 * MINUTE),
        until: Some(now - 3 * DAY - 11 * MINUTE),
        ..When::default()
    };
    [
        ("hour", period(Period::Hour)),
        ("day", period(Period::Day)),
        ("week", period(Period::Week)),
        ("month", period(Period::Month)),
        ("all", period(Period::All)),
        ("custom", custom),
    ]
}

#[tokio::test]
#[ignore = "needs a database with millions of rows"]
async fn every_figure_is_there_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = options(&std::env::var("LOAD_DSN").unwrap(), &dir).await;
    options.master_key = Some(Secret::new("the key of the load"));
    let control = Control::open(options).await.unwrap();
    let admin = Actor { identity: Identity::Admin { user: None, name: "admin".into() }, ip: String::new() };
    let start = Instant::now();
    control.complete_days().await.unwrap();
    println!("days were complete after {:?}", start.elapsed());
    let now = newest(&control).await;
    let (control, admin, slow) = (&control, &admin, &mut Vec::new());
    for span in [Span::Today, Span::Week, Span::Month] {
        timed(slow, &format!("overview {span:?}"), async || {
            drop(control.overview(admin, span, Dimension::Provider, now).await.unwrap());
        })
        .await;
    }
    for (name, when) in spans(now) {
        for by in [Dimension::User, Dimension::Key, Dimension::Provider, Dimension::Model, Dimension::Group] {
            let ask = Ask { when: when.clone(), by, ..Ask::default() };
            timed(slow, &format!("leaderboard {by:?} {name}"), async || {
                assert!(control.leaderboard(admin, &ask, now).await.unwrap().count > 0);
            })
            .await;
            timed(slow, &format!("statistics {by:?} {name}"), async || {
                drop(control.statistics(admin, &ask, now).await.unwrap());
            })
            .await;
        }
        let slowest = Ask { when: when.clone(), by: Dimension::User, sort: Metric::FirstContentP90, ..Ask::default() };
        timed(slow, &format!("leaderboard User {name} by first content"), async || {
            drop(control.leaderboard(admin, &slowest, now).await.unwrap());
        })
        .await;
        for (what, filter, by) in drills() {
            let ask = Ask { when: when.clone(), by, filter, ..Ask::default() };
            timed(slow, &format!("{what} {name}"), async || {
                drop(control.leaderboard(admin, &ask, now).await.unwrap());
            })
            .await;
        }
    }
    for owner in [LimitOwner::User(UserId(1)), LimitOwner::Key(KeyId(1)), LimitOwner::Provider(ProviderId(1))] {
        timed(slow, &format!("spent {owner:?}"), async || {
            drop(control.spent(owner, now - 30 * DAY - MINUTE, None).await.unwrap());
        })
        .await;
        timed(slow, &format!("buckets of a week {owner:?}"), async || {
            drop(control.spent_buckets(owner, now - 7 * DAY).await.unwrap());
        })
        .await;
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

/// The largest of each: the load has user 1, model-1 and group 1 among the busiest.
fn drills() -> [(&'static str, Filter, Dimension); 9] {
    let user = Filter { user: Some(UserId(1)), ..Filter::default() };
    let key = Filter { key: Some(KeyId(1)), ..Filter::default() };
    let provider = Filter { provider: Some(ProviderId(1)), ..Filter::default() };
    let model = Filter { model: Some("model-1".into()), ..Filter::default() };
    let group = Filter { group: Some("group 1".into()), ..Filter::default() };
    [
        ("models of a user", user.clone(), Dimension::Model),
        ("providers of a user", user, Dimension::Provider),
        ("models of a key", key.clone(), Dimension::Model),
        ("providers of a key", key, Dimension::Provider),
        ("models of a provider", provider.clone(), Dimension::Model),
        ("users of a provider", provider, Dimension::User),
        ("users of a model", model.clone(), Dimension::User),
        ("providers of a model", model, Dimension::Provider),
        ("users of a group", group, Dimension::User),
    ]
}
