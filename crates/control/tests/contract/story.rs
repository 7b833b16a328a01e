//! A session is told from the log, also when it is long over.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, attempt, entry};
use domain::log::{Class, Exclusion, LogEntry, LogFilter, Outcome, PassedOver};
use domain::session::{Departure, SessionName, SessionStory};
use domain::time::{HOUR, SECOND};
use domain::{ApiError, KeyId, Nanos, ProviderId, UserId};

contract!(turns_stand_in_order_with_the_logs_sums long_ones_go_on owners_see_their_own not_a_place);

fn name(key: i64) -> SessionName {
    SessionName { key_id: KeyId(key), id: "session-1".into() }
}

fn ids(story: &SessionStory) -> Vec<&str> {
    story.turns.iter().map(|turn| turn.row.id.as_str()).collect()
}

async fn turns_stand_in_order_with_the_logs_sums(bench: Bench) {
    let mut broken = attempt(1, Outcome::VendorError);
    broken.class = Some(Class::Overloaded);
    let failed_over = LogEntry {
        attempts: vec![broken, attempt(2, Outcome::Ok)],
        cost: Some(domain::price::Cost { total: Nanos(7), ..domain::price::Cost::default() }),
        ..entry("b", NOON + 10 * SECOND, 1)
    };
    let mut elsewhere = attempt(3, Outcome::Ok);
    elsewhere.selection.passed_over =
        Some(PassedOver { name: "provider 2".into(), reason: Some(Exclusion::RateLimited) });
    let moved = LogEntry { attempts: vec![elsewhere], ..entry("c", NOON + HOUR, 1) };
    let other = LogEntry { session: Some("session-2".into()), ..entry("d", NOON, 1) };
    // Another key's session of the same id is another session.
    store(&bench, [moved, entry("a", NOON, 1), failed_over, other, entry("e", NOON, 2)]).await;

    let story = bench.control.logs().session(&bench.admin, &name(1), None).await.unwrap();
    assert_eq!(ids(&story), ["a", "b", "c"]);
    let departures: Vec<_> = story.turns.iter().map(|turn| turn.departure.clone()).collect();
    let failed = Departure::Failed { name: "provider 1".into(), class: Some(Class::Overloaded) };
    let passed = Departure::PassedOver { name: "provider 2".into(), reason: Some(Exclusion::RateLimited) };
    assert_eq!(departures, [None, Some(failed), Some(passed)]);
    let filter = LogFilter { key: Some(KeyId(1)), session: Some("session-1".into()), ..LogFilter::default() };
    let sums = bench.control.logs().summary(&bench.admin, &filter).await.unwrap();
    assert_eq!((story.sums, story.count, sums.totals.requests), (sums, 3, 3));
    let costs = story.turns.iter().filter_map(|turn| turn.row.cost);
    assert_eq!(costs.sum::<Nanos>(), sums.totals.cost);
    let providers: Vec<_> = story.providers.iter().map(|(tag, turns)| (tag.id, *turns)).collect();
    assert_eq!(providers, [1, 2, 3].map(|id| (ProviderId(id), 1)));
    let (began, caller) = story.began.unwrap();
    assert_eq!((began, caller.user_id, story.last_at, story.more), (NOON, UserId(1), NOON + HOUR, false));
}

async fn long_ones_go_on(bench: Bench) {
    // Many of the same millisecond: the id decides.
    store(&bench, (0..120).map(|n| entry(&format!("r{n:03}"), NOON + n / 30, 1))).await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let story = bench.control.logs().session(&bench.admin, &name(1), after.as_deref()).await.unwrap();
        seen.extend(ids(&story).into_iter().map(str::to_owned));
        assert_eq!((story.count, story.sums.totals.requests), (120, 120), "sums are of all of it");
        assert_eq!(story.began.is_some(), after.is_none());
        after = story.after;
        if !story.more {
            break;
        }
    }
    assert_eq!(seen, (0..120).map(|n| format!("r{n:03}")).collect::<Vec<_>>());
    // What comes later is asked for from the same place on.
    let story = bench.control.logs().session(&bench.admin, &name(1), after.as_deref()).await.unwrap();
    assert_eq!((ids(&story).len(), &story.after), (0, &after));
    store(&bench, [entry("s", NOON + HOUR, 1)]).await;
    let story = bench.control.logs().session(&bench.admin, &name(1), after.as_deref()).await.unwrap();
    assert_eq!((ids(&story), story.count), (vec!["s"], 121));
}

async fn owners_see_their_own(bench: Bench) {
    store(&bench, [entry("a", NOON, 1), entry("b", NOON, 2)]).await;
    let own = bench.control.logs().session(&person(UserId(1)), &name(1), None).await.unwrap();
    assert_eq!(ids(&own), ["a"]);
    let others = bench.control.logs().session(&person(UserId(1)), &name(2), None).await.unwrap();
    assert_eq!(others, SessionStory { sums: others.sums, ..SessionStory::default() });
    assert_eq!(others.sums.totals, domain::report::Totals::default());
}

async fn not_a_place(bench: Bench) {
    let refused = bench.control.logs().session(&bench.admin, &name(1), Some("yesterday")).await.unwrap_err();
    assert_eq!(ApiError::from(refused).field.as_deref(), Some("after"));
}
