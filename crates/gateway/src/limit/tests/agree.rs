//! Both engines side by side.

use super::bench::*;
use crate::limit::*;
use domain::Nanos;
use domain::limit::{Caps, Limits, WindowMode};
use domain::time::HOUR;

#[tokio::test]
async fn both_engines_agree_on_any_course_of_events() {
    for seed in 0..20 {
        let limits = Limits {
            five_hours: if seed % 2 == 0 { WindowMode::Fixed } else { WindowMode::Rolling },
            day: if seed % 3 == 0 { WindowMode::Rolling } else { WindowMode::Fixed },
            ..caps(Caps {
                rpm: Some(20),
                tpm: Some(900),
                concurrent_sessions: Some(4),
                concurrent_requests: Some(5),
                usd_5h: Some(Nanos(1_500)),
                usd_day: Some(Nanos(4_000)),
                usd_week: Some(Nanos(20_000)),
                usd_month: Some(Nanos(50_000)),
                usd_total: Some(Nanos(100_000)),
            })
        };
        let courses = Mutex::new(Vec::new());
        both(limits, async |bench| {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut course = Vec::new();
            let mut under_way = Vec::new();
            for _ in 0..150 {
                bench.forward(match random.u8(..) {
                    0..200 => random.i64(0..20_000),
                    200..250 => random.i64(0..HOUR),
                    _ => random.i64(0..9 * HOUR),
                });
                bench.limiter.renew().await;
                let at = bench.clock.load(Relaxed);
                if under_way.len() > 6 || !under_way.is_empty() && random.bool() {
                    let (taken, asked) = under_way.swap_remove(random.usize(..under_way.len()));
                    bench.settle(taken, "m", random.i64(0..300), asked, random.bool()).await;
                } else {
                    let (id, session) = (bench.id(), random.u8(..8).to_string());
                    let amount = random.i64(0..200);
                    match bench.admit_as(&id, "m", &session, amount).await {
                        Ok(admission) => under_way.push(((id, admission), at)),
                        Err(quota) => course.push(format!(
                            "{at} {:?} {} {} {:?}",
                            quota.kind, quota.used, quota.reserved, quota.resets_at
                        )),
                    }
                }
                for quota in bench.limiter.quotas(std::slice::from_ref(&bench.allowance), bench.moment()).await {
                    course.push(format!(
                        "{at} {:?} {} {} {:?} {:?}",
                        quota.kind, quota.used, quota.reserved, quota.from, quota.resets_at
                    ));
                }
            }
            lock(&courses).push(course);
        })
        .await;
        let courses = lock(&courses);
        for (memory, redis) in courses[0].iter().zip(&courses[1]) {
            assert_eq!(memory, redis, "seed {seed}");
        }
        assert_eq!(courses[0].len(), courses[1].len());
    }
}
