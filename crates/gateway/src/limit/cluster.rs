//! The limiter that several instances share, in Redis: one script an admission, one a settlement. All keys are in one
//! hash slot. None from a call: Redis is away or late.

use super::gauge::{Add, Ask, Frame, Gauge, LEASE, Reading, Take};
use super::memory::{Moved, Verdict};
use crate::shared::Redis;
use domain::RequestId;
use domain::books::HORIZON;
use domain::time::BUCKET;
use redis::{Script, ScriptInvocation, cmd};
use std::fmt::Display;
use std::sync::{LazyLock, OnceLock};

/// Members, or rows, that one command names at most: Redis does one thing at a time, and everybody waits for it.
pub(super) const AT_ONCE: usize = 500;

macro_rules! script {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Script> =
            LazyLock::new(|| Script::new(concat!(include_str!("lua/common.lua"), include_str!($file))));
    };
}

pub(super) use script;

script!(ADMIT, "lua/admit.lua");
script!(SETTLE, "lua/settle.lua");
script!(READ, "lua/read.lua");
script!(RENEW, "lua/renew.lua");

#[derive(Clone)]
pub(super) struct Cluster {
    pub(super) redis: Redis,
}

impl Cluster {
    pub(super) async fn admit(&self, id: &RequestId, asks: &[Ask], now: i64) -> Option<Verdict> {
        let mut call = ADMIT.prepare_invoke();
        call.arg(now).arg(id.as_str()).arg(LEASE);
        for Ask { gauge, take } in asks {
            keys(&mut call, gauge);
            match (take, gauge.frame) {
                (Take::Member(member), Frame::Members { life }) => {
                    call.arg("M").arg(gauge.limit).arg(&**member).arg(life);
                }
                (Take::Amount(amount), _) => {
                    call.arg("S").arg(gauge.limit).arg(*amount);
                    frame(&mut call, gauge.frame);
                }
                (Take::Member(_), _) => {}
            }
        }
        let said: Vec<String> = self.redis.run(&call).await?;
        let places: Vec<usize> = said.iter().skip(1).filter_map(|place| place.parse().ok()).collect();
        Some(match (said.first().map(String::as_str), places.first()) {
            (Some("refused"), Some(place)) => Verdict::Refused(*place),
            (Some("unseeded"), Some(_)) => Verdict::Unseeded(places),
            _ => Verdict::Admitted,
        })
    }

    /// Frees and adds in one step.
    pub(super) async fn settle(&self, id: &RequestId, freed: &[Ask], adds: &[Add], now: i64) -> Option<Vec<Moved>> {
        let mut call = SETTLE.prepare_invoke();
        call.arg(now).arg(id.as_str()).arg(HORIZON);
        for Ask { gauge, take } in freed {
            keys(&mut call, gauge);
            match take {
                Take::Member(member) => call.arg("L").arg(&**member),
                Take::Amount(amount) => call.arg("H").arg(*amount),
            };
        }
        for Add { gauge, row, amount, at } in adds {
            keys(&mut call, gauge);
            call.arg("A").arg(&*row.text).arg(*amount).arg(at.0);
            frame(&mut call, gauge.frame);
        }
        let moved: Vec<String> = self.redis.run(&call).await?;
        let sums: Vec<i64> = moved.iter().map(|sum| sum.parse().unwrap_or(-1)).collect();
        let moved = adds.iter().zip(sums.chunks_exact(2)).filter(|(_, sums)| sums[0] >= 0);
        Some(moved.map(|(add, sums)| Moved { gauge: add.gauge.clone(), before: sums[0], after: sums[1] }).collect())
    }

    /// How gauges stand; none for one that must be seeded first.
    pub(super) async fn read(&self, gauges: &[Gauge], now: i64) -> Option<Vec<Option<Reading>>> {
        let mut call = READ.prepare_invoke();
        call.arg(now);
        for gauge in gauges {
            keys(&mut call, gauge);
            match gauge.frame {
                Frame::Members { .. } => {
                    call.arg("M");
                }
                _ => {
                    call.arg("S");
                    frame(&mut call, gauge.frame);
                }
            }
        }
        let told: Vec<Vec<String>> = self.redis.run(&call).await?;
        Some(gauges.iter().zip(told).map(|(gauge, list)| reading(gauge.frame, &list)).collect())
    }

    /// Prolongs leases, also of what Redis has lost.
    pub(super) async fn renew(&self, held: &[(RequestId, Ask)], now: i64) -> Option<i64> {
        let mut call = RENEW.prepare_invoke();
        call.arg(now).arg(LEASE);
        for (id, Ask { gauge, take }) in held {
            match (take, gauge.frame) {
                (Take::Member(member), Frame::Members { life }) => {
                    keys(&mut call, gauge);
                    call.arg("M").arg(&**member).arg(life);
                }
                (Take::Amount(amount), _) if *amount > 0 => {
                    keys(&mut call, gauge);
                    call.arg("H").arg(id.as_str()).arg(*amount);
                }
                _ => {}
            }
        }
        self.redis.run(&call).await
    }
}

/// A set of members, and when each leaves.
pub(super) type MemberList = (String, Vec<(String, i64)>);

impl Cluster {
    /// Puts members back that Redis has lost.
    pub(super) async fn restore(&self, sets: Vec<MemberList>, now: i64) -> Option<()> {
        for (key, members) in sets {
            let last = members.iter().map(|(_, leaves)| *leaves).max().unwrap_or(now);
            for members in members.chunks(AT_ONCE) {
                let mut add = cmd("ZADD");
                add.arg(key_of("m", &key));
                for (member, leaves) in members {
                    add.arg(leaves).arg(member);
                }
                self.redis.ask::<i64>(&add).await?;
            }
            let mut expire = cmd("PEXPIRE");
            expire.arg(key_of("m", &key)).arg((last - now).max(1) * 2);
            self.redis.ask::<i64>(&expire).await?;
        }
        Some(())
    }
}

/// What a meter's keys are called; written once, for every request names them twice.
#[derive(Debug, Default)]
pub(super) struct Names(OnceLock<Vec<String>>);

pub(super) fn keys(call: &mut ScriptInvocation<'_>, gauge: &Gauge) {
    let parts: &[&str] = if matches!(gauge.frame, Frame::Members { .. }) { &["m"] } else { &["s", "h", "l"] };
    let names = gauge.names.0.get_or_init(|| parts.iter().map(|part| key_of(part, &gauge.key)).collect());
    names.iter().for_each(|name| {
        call.key(name);
    });
}

/// `{limit}` is the hash tag: Redis Cluster keeps all of them on one node.
pub(super) fn key_of(part: &str, gauge: impl Display) -> String {
    format!("cch:{{limit}}:{part}:{gauge}")
}

/// As `frame` in `lua/common.lua` reads it.
pub(super) fn frame(call: &mut ScriptInvocation<'_>, frame: Frame) {
    match frame {
        Frame::Fixed { from, .. } => call.arg("F").arg(from),
        Frame::Opening { length } => call.arg("O").arg(length),
        Frame::Rolling { from, unit, length } => {
            call.arg(if unit == BUCKET { "R" } else { "r" }).arg(from).arg(unit).arg(length)
        }
        Frame::Members { .. } => call,
    };
}

fn reading(frame: Frame, list: &[String]) -> Option<Reading> {
    let numbers: Vec<i64> = list.iter().filter_map(|text| text.parse().ok()).collect();
    if matches!(frame, Frame::Members { .. }) {
        let parts: Vec<_> = numbers.into_iter().map(|leaves| (0, leaves)).collect();
        return Some(Reading { used: parts.len() as i64, parts, ..Reading::default() });
    }
    let [from, used, reserved, units @ ..] = numbers.as_slice() else { return None };
    let mut parts: Vec<_> = units.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    parts.sort_unstable();
    Some(Reading { used: *used, reserved: *reserved, from: (*from >= 0).then_some(*from), parts })
}
