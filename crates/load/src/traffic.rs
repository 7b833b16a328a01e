//! What happens on a day: sessions of people at work, each a row of requests.

use crate::team::{Caller, KINDS, key_name, provider_name, user_name};
use domain::log::Outcome;
use domain::speed::Speed;
use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::Usage;
use fastrand::Rng;

/// How much of a working day's requests begin in each of its hours.
const RHYTHM: [f64; 24] = [
    1.0, 0.5, 0.3, 0.3, 0.5, 1.0, 2.0, 5.0, 8.0, 10.0, 10.0, 8.0, 6.0, 9.0, 11.0, 11.0, 9.0, 7.0, 5.0, 4.0, 4.0, 3.0,
    2.0, 1.5,
];

pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) caller: (i64, i64),
    /// 0: refused before anybody was asked.
    pub(crate) provider: i64,
    pub(crate) model: String,
    pub(crate) session: String,
    pub(crate) outcome: Outcome,
    pub(crate) usage: Usage,
    pub(crate) cost: Option<i64>,
    pub(crate) first_content_ms: Option<i64>,
    pub(crate) duration_ms: i64,
    /// Attempts that were given up for another one.
    pub(crate) retries: i64,
}

impl Request {
    pub(crate) fn status(&self) -> i64 {
        match self.outcome {
            Outcome::Ok => 200,
            Outcome::Refused => 403,
            Outcome::ClientLeft => 499,
            _ => 529,
        }
    }

    pub(crate) fn is_billed(&self) -> bool {
        self.provider != 0
    }

    pub(crate) fn kind(&self) -> &'static str {
        KINDS[(self.provider % 4) as usize]
    }

    pub(crate) fn is_unpriced(&self) -> bool {
        self.is_billed() && self.cost.is_none()
    }

    /// As `LogEntry::speed` has it.
    pub(crate) fn speed(&self) -> Speed {
        let mut speed = Speed::default();
        self.first_content_ms.iter().for_each(|ms| speed.first_content.record(*ms));
        if self.outcome == Outcome::Ok {
            speed.duration.record(self.duration_ms);
            let took = self.duration_ms - self.first_content_ms.unwrap_or_default();
            speed.rate.record(self.usage.output * MINUTE / took.max(1));
        }
        speed
    }

    /// The record as the log stores it, without its empty fields.
    pub(crate) fn entry(&self) -> String {
        let (user, key) = self.caller;
        let Usage { input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning } =
            self.usage;
        let error =
            if self.is_billed() { format!("served by {}", provider_name(self.provider)) } else { String::new() };
        // By hand: a serialiser would take most of the time of filling a database.
        format!(
            r#"{{"version":1,"id":"{}","at":{},"caller":{{"user_id":{user},"user_name":"{}","key_id":{key},"key_name":"{}"}},"path":"/v1/messages","dialect":"anthropic","session":"{}","client":"","client_ip":"","stream":true,"metered":true,"model":"{}","request_bytes":0,"response_bytes":0,"status":{},"outcome":"{}","error":"{error}","admitted_us":0,"duration_ms":{},"attempts":[],"usage":{{"input":{input},"output":{output},"cache_write_5m":{cache_write_5m},"cache_write_1h":{cache_write_1h},"cache_read":{cache_read},"input_image":{input_image},"output_image":{output_image},"reasoning":{reasoning}}},"estimated":false,"unpriced":false}}"#,
            self.id,
            self.at,
            user_name(user),
            key_name(key),
            self.session,
            self.model,
            self.status(),
            self.outcome.as_str(),
            self.duration_ms,
        )
    }
}

/// Weekends are quiet; `day` counts from 1970-01-01, a Thursday.
pub(crate) fn share(day: i64) -> f64 {
    if matches!((day + 4).rem_euclid(7), 0 | 6) { 0.3 } else { 1.0 }
}

pub(crate) struct Traffic {
    callers: Vec<Caller>,
    /// Running sums of the callers' weights.
    weights: Vec<f64>,
    models: Vec<String>,
    seed: u64,
}

impl Traffic {
    pub(crate) fn new(callers: Vec<Caller>, models: Vec<String>, seed: u64) -> Self {
        let mut sum = 0.0;
        let add = |caller: &Caller| {
            sum += caller.weight;
            sum
        };
        let weights = callers.iter().map(add).collect();
        Self { callers, weights, models, seed }
    }

    /// About `billed` billed requests of that day, in the order of their times, and some that were refused.
    pub(crate) fn day(&self, day: i64, billed: usize) -> Vec<Request> {
        let mut luck = Rng::with_seed(self.seed ^ (day as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut requests = Vec::with_capacity(billed + 100);
        let mut session = 0;
        let mut count = 0;
        while count < billed {
            session += 1;
            let name = format!("{day}-{session}");
            let caller = &self.callers[pick(&self.weights, luck.f64())];
            let model = &self.models[caller.models[[0, 0, 0, 0, 0, 1, 1, 2][luck.usize(..8)]]];
            let provider = caller.providers[[0, 0, 0, 0, 0, 0, 1, 2][luck.usize(..8)]];
            let mut at = day * DAY + hour(luck.f64()) * HOUR + luck.i64(0..HOUR);
            for _ in 0..luck.usize(1..40) {
                at += luck.i64(2_000..90_000);
                if at >= (day + 1) * DAY || count == billed {
                    break;
                }
                let request = request(caller, provider, model, &name, at, requests.len(), &mut luck);
                count += usize::from(request.is_billed());
                requests.push(request);
            }
        }
        requests.sort_by_key(|request| request.at);
        requests
    }
}

fn request(
    caller: &Caller,
    provider: i64,
    model: &str,
    session: &str,
    at: i64,
    number: usize,
    luck: &mut Rng,
) -> Request {
    let outcome = match luck.u8(0..100) {
        0 => Outcome::Refused,
        1 | 2 => Outcome::VendorError,
        3 => Outcome::ClientLeft,
        _ => Outcome::Ok,
    };
    let usage = match outcome {
        Outcome::Ok | Outcome::ClientLeft => Usage {
            input: luck.i64(40..2_500),
            output: luck.i64(80..3_800),
            cache_read: luck.i64(0..110_000),
            cache_write_5m: luck.i64(0..4_000),
            ..Usage::default()
        },
        _ => Usage::default(),
    };
    let first_content = luck.i64(300..1_900);
    let unpriced = luck.u16(0..1_000) == 0;
    Request {
        id: format!("{at:012x}{number:06x}"),
        at,
        caller: (caller.user, caller.key),
        provider: if outcome == Outcome::Refused { 0 } else { provider },
        model: model.to_owned(),
        session: session.to_owned(),
        outcome,
        usage,
        // $3, $15, $0.30 and $3.75 a million.
        cost: (outcome != Outcome::Refused && !unpriced).then_some(
            usage.input * 3_000 + usage.output * 15_000 + usage.cache_read * 300 + usage.cache_write_5m * 3_750,
        ),
        first_content_ms: (!usage.is_empty()).then_some(first_content),
        duration_ms: first_content + usage.output * luck.i64(6..14),
        retries: i64::from(luck.u8(0..50) == 0),
    }
}

/// The place of `share` (0 to 1) in running sums.
fn pick(sums: &[f64], share: f64) -> usize {
    let wanted = share * sums.last().copied().unwrap_or_default();
    sums.partition_point(|sum| *sum <= wanted).min(sums.len() - 1)
}

fn hour(share: f64) -> i64 {
    let mut left = share * RHYTHM.iter().sum::<f64>();
    let past = RHYTHM.iter().take_while(|weight| {
        left -= **weight;
        left > 0.0
    });
    past.count().min(23) as i64
}
