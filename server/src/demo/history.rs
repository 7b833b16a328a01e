//! The week before: entries as the data plane would have written them, the same every time.

use super::MODELS;
use domain::breaker::BreakerState;
use domain::log::{
    Attempt, CallerTag, Candidate, Class, LogEntry, Outcome, ProviderTag, RecordKind, Selection, VERSION,
};
use domain::price::{Terms, cost};
use domain::session::SessionSource;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::Usage;
use domain::{Dialect, Millis, RequestId};
use fastrand::Rng;
use journal::Journal;

/// Requests in an hour of the day, from midnight on, for one person.
const RHYTHM: [u8; 24] = [1, 0, 0, 0, 0, 0, 1, 2, 5, 8, 10, 9, 5, 8, 11, 12, 10, 8, 5, 3, 3, 4, 3, 2];

pub(super) fn write(snapshot: &Snapshot, journal: &Journal) -> anyhow::Result<()> {
    let mut luck = Rng::with_seed(7);
    let mut callers: Vec<_> = snapshot.callers.values().collect();
    callers.sort_by_key(|caller| caller.key_id);
    let providers = &snapshot.providers[..snapshot.providers.len().min(3)];
    let now = Millis::now();
    let first = Millis((now.0 - 14 * DAY).div_euclid(HOUR) * HOUR);
    let hours = (now - first) / HOUR;
    for hour in 0..hours {
        let at = first + hour * HOUR;
        let rhythm = RHYTHM[(at.0.div_euclid(HOUR).rem_euclid(24)) as usize];
        for (rank, caller) in callers.iter().enumerate() {
            for _ in 0..luck.u8(0..=rhythm) / (1 + rank as u8 / 2) {
                let upstream = &providers[[0, 0, 0, 0, 0, 0, 1, 1, 1, 2][luck.usize(..10)] % providers.len()];
                let entry = entry(snapshot, caller, upstream, at + luck.i64(0..60 * MINUTE), &mut luck);
                journal.append(&RecordKind::Settled.write(&entry)?)?;
            }
        }
    }
    Ok(())
}

fn entry(snapshot: &Snapshot, caller: &Caller, upstream: &Upstream, at: Millis, luck: &mut Rng) -> LogEntry {
    let model = MODELS[luck.usize(..MODELS.len())];
    let failed = luck.u8(..) < 3;
    let warm = luck.u8(..) < 215;
    let usage = if failed {
        Usage::default()
    } else {
        Usage {
            input: luck.i64(40..2_500),
            output: luck.i64(80..3_800),
            cache_read: if warm { luck.i64(9_000..110_000) } else { 0 },
            cache_write_5m: if warm { luck.i64(0..4_000) } else { luck.i64(12_000..25_000) },
            ..Usage::default()
        }
    };
    let first_content = luck.i64(300..1_900);
    let duration = first_content + usage.output * luck.i64(6..14);
    let provider = &upstream.provider;
    let (status, outcome) = if failed { (529, Outcome::VendorError) } else { (200, Outcome::Ok) };
    let error = failed.then(|| "overloaded_error: Overloaded".to_owned());
    let cost = snapshot
        .price(model)
        .map(|price| cost(price, &usage, Terms { provider: provider.multiplier, ..Terms::default() }));
    let candidates = snapshot.providers.iter().take(3).zip([60.0, 30.0, 10.0]);
    LogEntry {
        version: VERSION,
        id: RequestId(id(at, luck)),
        at,
        caller: CallerTag {
            user_id: caller.user_id,
            user_name: caller.user_name.clone(),
            key_id: caller.key_id,
            key_name: caller.key_name.clone(),
        },
        path: "/v1/messages".to_owned(),
        dialect: Dialect::Anthropic,
        session: Some(format!("demo-{}-{}", caller.user_id, at.0 / HOUR)),
        session_source: Some(SessionSource::Body),
        binding: None,
        client: "claude-cli/2.1.330 (external, cli)".to_owned(),
        client_ip: format!("10.20.4.{}", 10 + caller.user_id.0),
        stream: true,
        metered: true,
        model: Some(model.to_owned()),
        sent_model: Some(model.to_owned()),
        answered_model: (!failed).then(|| model.to_owned()),
        request_bytes: usage.context() * 4 + 2_000,
        response_bytes: usage.output * 60,
        status,
        outcome,
        error: error.clone(),
        stop_reason: (!failed).then(|| "end_turn".to_owned()),
        service_tier: None,
        requested_tier: None,
        admitted_us: luck.i64(40..120),
        duration_ms: if failed { first_content } else { duration },
        unserved: None,
        attempts: vec![Attempt {
            provider: ProviderTag { id: provider.id, name: provider.name.clone(), kind: provider.kind },
            group: caller.billed_group(provider).to_owned(),
            selection: Selection {
                tier: 0,
                candidates: candidates
                    .map(|(upstream, chance)| Candidate {
                        name: upstream.provider.name.clone(),
                        chance,
                        weight: chance as i64,
                    })
                    .collect(),
                ..Selection::default()
            },
            url: format!("{}/v1/messages?beta=true", provider.url),
            edits: Vec::new(),
            proxy: None,
            without_proxy: false,
            breaker: BreakerState::Closed,
            paused_ms: 0,
            sent_ms: 0,
            headers_ms: Some(first_content - 120),
            first_byte_ms: Some(first_content - 100),
            first_content_ms: (!failed).then_some(first_content),
            end_ms: Some(duration),
            status: Some(status),
            outcome,
            class: failed.then_some(Class::Overloaded),
            drilled: false,
            retry_after_ms: None,
            vendor_request_id: None,
            error,
            usage: Usage::default(),
            cost: None,
            pending: None,
        }],
        usage,
        estimated: false,
        cost,
        unpriced: false,
        pending: None,
    }
}

/// In the form of UUIDv7, so that it sorts by its time.
fn id(at: Millis, luck: &mut Rng) -> String {
    let time = format!("{:012x}", at.0);
    let tail = format!("{:016x}", luck.u64(..));
    format!("{}-{}-7{}-8{}-{}{}", &time[..8], &time[8..], &tail[..3], &tail[3..6], &tail[6..], "00")
}
