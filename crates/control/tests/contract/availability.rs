//! How providers do: every attempt counts for the provider that it went to.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, attempt, entry};
use domain::availability::{Reach, Tries};
use domain::error::ErrorCode;
use domain::log::{Class, LogEntry, Outcome};
use domain::time::{DAY, HOUR, MINUTE};
use domain::{ApiError, UserId};

contract!(a_failover_counts_for_whom_it_left cells_are_as_long_as_the_reach_says today_and_its_lane);

fn tries(attempts: i64, failures: i64) -> Tries {
    Tries { attempts, failures }
}

/// Of providers 1 and 2, tried in that order.
fn failover(id: &str, back: i64) -> LogEntry {
    LogEntry {
        attempts: vec![attempt(1, Outcome::VendorError), attempt(1, Outcome::Unreachable), attempt(2, Outcome::Ok)],
        ..entry(id, NOON - back, 1)
    }
}

async fn a_failover_counts_for_whom_it_left(bench: Bench) {
    for name in ["failing", "serving", "idle"] {
        bench.provider(name).await;
    }
    let mut at_fault = entry("at fault", NOON - MINUTE, 1);
    at_fault.outcome = Outcome::VendorError;
    at_fault.attempts = vec![attempt(2, Outcome::VendorError)];
    at_fault.attempts[0].class = Some(Class::ClientFault);
    let again = failover("r1", MINUTE);
    store(&bench, [again.clone(), failover("r2", 2 * HOUR), at_fault]).await;
    store(&bench, [again]).await;
    let found = bench.control.availability(&bench.admin, Reach::Day, NOON).await.unwrap();
    let told: Vec<_> = found.tracks.iter().map(|track| (track.provider.name.as_str(), track.total)).collect();
    assert_eq!(told, [("failing", tries(4, 4)), ("serving", tries(2, 0)), ("idle", tries(0, 0))]);
    assert_eq!(found.tracks[2].total.success_rate(), None, "no data is not 0 %");
    let refused = bench.control.availability(&person(UserId(1)), Reach::Day, NOON).await.unwrap_err();
    assert_eq!(ApiError::from(refused).code, ErrorCode::Forbidden);
}

async fn cells_are_as_long_as_the_reach_says(bench: Bench) {
    bench.provider("one").await;
    let at = [0, 20 * MINUTE, 3 * HOUR, 5 * HOUR + 30 * MINUTE, 23 * HOUR, 6 * DAY];
    store(&bench, at.map(|back| entry(&format!("r{back}"), NOON - back, 1))).await;
    for (reach, cells, sum, last) in
        [(Reach::Hour, 4, 2, 1), (Reach::SixHours, 24, 4, 1), (Reach::Day, 24, 5, 1), (Reach::Week, 168, 6, 1)]
    {
        let found = bench.control.availability(&bench.admin, reach, NOON).await.unwrap();
        let track = &found.tracks[0];
        assert_eq!((found.starts.len(), found.offsets.len(), track.cells.len()), (cells, cells, cells), "{reach:?}");
        assert_eq!((track.total.attempts, track.cells[cells - 1].attempts), (sum, last), "{reach:?}");
        assert!(found.starts[cells - 1] <= NOON);
    }
}

async fn today_and_its_lane(bench: Bench) {
    for name in ["failing", "serving"] {
        bench.provider(name).await;
    }
    store(&bench, [failover("today", MINUTE), failover("yesterday", 13 * HOUR), failover("before", 2 * DAY)]).await;
    let days = bench.control.providers().days(&bench.admin, NOON).await.unwrap();
    assert_eq!(days.iter().map(|day| day.tries).collect::<Vec<_>>(), [tries(2, 2), tries(1, 0)]);
    assert_eq!((days[0].totals.requests, days[1].totals.requests), (0, 1), "a request is whose answer it was");
    assert_eq!(days[1].cells.iter().map(|cell| cell.attempts).sum::<i64>(), 2, "24 hours");
    let refused = bench.control.providers().days(&person(UserId(1)), NOON).await.unwrap_err();
    assert_eq!(ApiError::from(refused).code, ErrorCode::Forbidden);
}
