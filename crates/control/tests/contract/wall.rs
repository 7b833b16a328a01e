//! The wall says what the overview says.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, attempt, entry};
use domain::error::ErrorCode;
use domain::log::{LogEntry, Outcome};
use domain::report::{Dimension, Span};
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::{ApiError, UserId};

contract!(sums_are_the_overviews only_for_admins);

async fn sums_are_the_overviews(bench: Bench) {
    let provider = bench.provider("anthropic").await;
    let of_it = |outcome| vec![attempt(provider.id.0, outcome)];
    let at = [
        ("now", NOON - 10 * SECOND),
        ("this hour", NOON - 20 * MINUTE),
        ("today", NOON - 5 * HOUR),
        ("yesterday by now", NOON - DAY - HOUR),
        ("yesterday later", NOON - DAY + HOUR),
    ];
    let mut entries = at.map(|(id, at)| LogEntry { attempts: of_it(Outcome::Ok), ..entry(id, at, 1) });
    entries[1] =
        LogEntry { outcome: Outcome::VendorError, attempts: of_it(Outcome::VendorError), ..entries[1].clone() };
    store(&bench, entries).await;
    let wall = bench.control.wall(&bench.admin, NOON).await.unwrap();
    let overview = bench.control.overview(&bench.admin, Span::Today, Dimension::User, NOON).await.unwrap();
    assert_eq!((wall.today, wall.before), (overview.totals, overview.before));
    assert_eq!((wall.today.requests, wall.today.failures, wall.before.requests), (3, 1, 1));
    assert_eq!((wall.providers, wall.users), (overview.providers, overview.leaders));
    assert_eq!(wall.minute, 1);
    let hours: Vec<_> = wall.hours.iter().map(|(_, sums)| sums.requests).collect();
    assert_eq!((hours.len(), hours.iter().sum::<i64>()), (24, 4), "the last 24 hours, today or not");
    assert_eq!((hours[22], hours[18]), (2, 1));
    let newest: Vec<_> = wall.recent.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(newest, ["now", "this hour", "today", "yesterday later", "yesterday by now"]);
}

async fn only_for_admins(bench: Bench) {
    let refused = bench.control.wall(&person(UserId(1)), NOON).await.unwrap_err();
    assert_eq!(ApiError::from(refused).code, ErrorCode::Forbidden);
}
