//! Requests and tokens a minute, and sessions at once.

use super::bench::*;
use crate::limit::*;
use domain::Millis;
use domain::limit::{Caps, LimitKind};
use domain::time::MINUTE;

#[tokio::test]
async fn requests_a_minute_slide() {
    both(caps(Caps { rpm: Some(3), ..Caps::default() }), async |bench| {
        for _ in 0..3 {
            bench.admit(0).await.unwrap();
            bench.forward(10_000);
        }
        let full = bench.admit(0).await.err().unwrap();
        assert_eq!((full.used, full.resets_at), (3, Some(Millis(START + MINUTE))));
        bench.clock.store(START + MINUTE, Relaxed);
        bench.admit(0).await.unwrap();
        assert!(bench.admit(0).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn tokens_a_minute_count_when_they_come() {
    both(caps(Caps { tpm: Some(1_000), ..Caps::default() }), async |bench| {
        let taken = bench.admit(400).await.unwrap();
        assert_eq!(bench.used(LimitKind::Tpm).await, (0, 400));
        bench.forward(5 * MINUTE);
        bench.settle(taken, "m", 1_200, START, false).await;
        let full = bench.admit(0).await.err().unwrap();
        assert_eq!((full.used, full.resets_at), (1_200, Some(Millis((START + 6 * MINUTE) / 1_000 * 1_000 + 1_000))));
        bench.forward(MINUTE + 1_000);
        bench.admit(0).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_known_session_always_passes() {
    both(caps(Caps { concurrent_sessions: Some(2), ..Caps::default() }), async |bench| {
        for session in ["a", "b", "a", "b"] {
            drop(bench.admit_as(&bench.id(), "m", session, 0).await.unwrap());
            bench.forward(1_000);
        }
        let full = bench.admit_as(&bench.id(), "m", "c", 0).await.err().unwrap();
        assert_eq!((full.used, full.resets_at), (2, Some(Millis(START + 2_000 + 5 * MINUTE))));
        bench.clock.store(START + 2_000 + 5 * MINUTE, Relaxed);
        drop(bench.admit_as(&bench.id(), "m", "c", 0).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_slot_is_given_back_on_every_path() {
    both(caps(Caps { concurrent_requests: Some(2), ..Caps::default() }), async |bench| {
        let other = bench.beside();
        let first = bench.admit(0).await.unwrap();
        let second = other.admit(0).await.unwrap();
        assert_eq!(bench.admit(0).await.err().unwrap().resets_at, None);
        drop(first);
        bench.arrived().await;
        let third = other.admit(0).await.unwrap();
        other.settle(second, "m", 1, START, false).await;
        bench.settle(third, "m", 1, START, false).await;
        assert_eq!(bench.used(LimitKind::ConcurrentRequests).await.0, 0);
    })
    .await;
}
