//! Leaderboards, statistics and the charge-back report say what the ledger says.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, attempt, entry, rows};
use control::service::{charge_back, leaderboard};
use domain::error::ErrorCode;
use domain::leaderboard::{Ask, Leaderboard, Period, When};
use domain::log::{LogEntry, LogFilter, Outcome};
use domain::metric::{Amount, Metric};
use domain::report::{Dimension, Filter, Span, Totals};
use domain::setting::SettingsPatch;
use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::Usage;
use domain::{ApiError, KeyId, Millis, Nanos, UserId};

contract!(every_figure_is_the_ledgers percentiles_are_the_logs every_page_says_the_same a_replay_changes_nothing
    the_largest_come_first drill_downs_add_up people_see_their_own courses_add_up months_are_shared_out files_are_safe);

const COLUMNS: [(Dimension, &str); 5] = [
    (Dimension::User, "user_id"),
    (Dimension::Key, "key_id"),
    (Dimension::Provider, "provider_id"),
    (Dimension::Model, "model"),
    (Dimension::Group, "group_name"),
];

/// Of 60 days, the same ones each time: with failures, retries that were billed, models without price.
pub(crate) fn traffic() -> Vec<LogEntry> {
    let mut state = 7_u64;
    let mut luck = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below) as i64
    };
    let mut one = |n: i64| {
        let user = luck(5);
        let mut entry = entry(&format!("r{n:04}"), NOON - luck(60 * 24 * 60) * MINUTE - luck(60_000), user);
        entry.caller.key_id = KeyId(user + 10 * luck(2));
        let outcome = if luck(9) == 0 { Outcome::TimedOut } else { Outcome::Ok };
        entry.outcome = outcome;
        let mut last = attempt(luck(4), outcome);
        last.group = format!("group {}", user % 2);
        last.first_content_ms = (outcome == Outcome::Ok).then(|| 50 + luck(4_000));
        entry.duration_ms = last.first_content_ms.unwrap_or(30_000) + luck(9_000);
        if luck(4) == 0 {
            let mut first = attempt(9, Outcome::Truncated);
            first.usage = Usage { input: luck(100), output: luck(10), ..Usage::default() };
            entry.attempts = vec![first, last];
        } else {
            entry.attempts = vec![last];
        }
        entry.model = Some(format!("model-{}", luck(6)));
        entry.usage = Usage { input: luck(5_000), output: luck(2_000), cache_read: luck(9_000), ..entry.usage };
        entry.unpriced = luck(20) == 0;
        match entry.unpriced {
            true => entry.cost = None,
            false => entry.cost.as_mut().unwrap().total = Nanos(luck(90_000_000)),
        }
        entry
    };
    (0..900).map(&mut one).collect()
}

fn spans() -> Vec<When> {
    let period = |period| When { period, ..When::default() };
    let custom =
        |from: i64, until: i64| When { from: Some(NOON - from), until: Some(NOON - until), ..period(Period::Custom) };
    let days =
        When { first_day: Some("2026-10-20".into()), last_day: Some("2026-11-03".into()), ..period(Period::Custom) };
    vec![
        period(Period::Hour),
        period(Period::Day),
        period(Period::Week),
        period(Period::Month),
        period(Period::All),
        custom(31 * DAY + 7 * MINUTE + 1, 2 * DAY + 3 * MINUTE),
        custom(40 * HOUR, 5 * MINUTE + 11),
        custom(11 * MINUTE, 3 * MINUTE),
        days,
    ]
}

pub(crate) async fn zone(bench: &Bench, name: &str) {
    let patch = SettingsPatch { time_zone: Some(name.into()), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
    bench.control.complete_days().await.unwrap();
}

async fn board(bench: &Bench, ask: &Ask) -> Leaderboard {
    bench.control.leaderboard(&bench.admin, ask, NOON).await.unwrap()
}

/// A figure over ledger rows in plain SQL: numerator, denominator. None: it is not of the ledger.
fn sql(metric: Metric) -> Option<(&'static str, &'static str)> {
    const REQUESTS: &str = "COUNT(CASE WHEN request_id NOT LIKE '%#%' THEN 1 END)";
    const GOOD: &str = "COUNT(CASE WHEN request_id NOT LIKE '%#%' AND outcome NOT IN
        ('vendor_error', 'unreachable', 'timed_out', 'truncated') THEN 1 END)";
    const CONTEXT: &str = "SUM(input + cache_write_5m + cache_write_1h + cache_read + input_image)";
    Some(match metric {
        Metric::Cost => ("SUM(cost)", "1"),
        Metric::Requests => (REQUESTS, "1"),
        Metric::Successes => (GOOD, "1"),
        Metric::SuccessRate => (GOOD, REQUESTS),
        Metric::Failures => ("COUNT(CASE WHEN failed AND request_id NOT LIKE '%#%' THEN 1 END)", "1"),
        Metric::Retries => ("SUM(retries)", "1"),
        Metric::Tokens => {
            ("SUM(input + output + cache_write_5m + cache_write_1h + cache_read + input_image + output_image)", "1")
        }
        Metric::Input => ("SUM(input + input_image)", "1"),
        Metric::Output => ("SUM(output + output_image)", "1"),
        Metric::CacheWrite => ("SUM(cache_write_5m + cache_write_1h)", "1"),
        Metric::CacheRead => ("SUM(cache_read)", "1"),
        Metric::CacheHitRate => ("SUM(cache_read)", CONTEXT),
        Metric::CostPerRequest => ("SUM(cost)", REQUESTS),
        Metric::Unpriced => ("COUNT(CASE WHEN unpriced THEN 1 END)", "1"),
        _ => return None,
    })
}

async fn every_figure_is_the_ledgers(bench: Bench) {
    store(&bench, traffic().into_iter().take(450)).await;
    for (index, name) in ["Asia/Kathmandu", "Europe/Berlin", "America/New_York"].into_iter().enumerate() {
        zone(&bench, name).await;
        if index == 1 {
            // The other half comes when the days are there.
            store(&bench, traffic()).await;
        }
        for when in spans() {
            for (by, column) in COLUMNS {
                let ask = Ask { when: when.clone(), by, ..Ask::default() };
                check(&bench, &board(&bench, &ask).await, column).await;
            }
        }
    }
}

async fn check(bench: &Bench, board: &Leaderboard, column: &str) {
    let (from, until) = (board.from.0, board.until.map_or(i64::MAX, |until| until.0));
    assert_eq!(board.places.len(), board.count);
    for metric in Metric::ALL {
        let Some((part, whole)) = sql(*metric) else { continue };
        let text = format!(
            "SELECT CAST({column} AS TEXT), CAST({part} AS BIGINT), CAST({whole} AS BIGINT) FROM usage_ledger
             WHERE at >= {from} AND at < {until} GROUP BY {column}"
        );
        let mut want = rows::<(String, i64, i64)>(bench.control.db(), &text).await;
        want.sort();
        let figure = |amount: Option<Amount>| amount.map(Amount::number);
        let named = column == "model" || column == "group_name";
        let mut have: Vec<(String, Option<f64>)> = (board.places.iter())
            .map(|place| {
                let key = if named { place.name.clone() } else { place.id.to_string() };
                (key, figure(metric.of(&place.figures)))
            })
            .collect();
        have.sort_by(|one, two| one.0.cmp(&two.0));
        assert_eq!(have.len(), want.len(), "{column} {from} {until}");
        for ((key, have), (want_key, part, whole)) in have.into_iter().zip(want) {
            assert_eq!(key, want_key);
            let want = (whole > 0).then(|| part as f64 / whole as f64);
            let near = match (have, want) {
                // The cost of a request is rounded to whole nano-dollars.
                (Some(have), Some(want)) => {
                    (have - want).abs() <= if *metric == Metric::CostPerRequest { 0.5 } else { 1e-9 }
                }
                (have, want) => have == want,
            };
            assert!(near, "{metric:?} of {column} {key} {from} {until}: {have:?}, the ledger says {want:?}");
        }
    }
}

async fn percentiles_are_the_logs(bench: Bench) {
    store(&bench, traffic()).await;
    zone(&bench, "Europe/Berlin").await;
    let exact = |mut values: Vec<f64>, q: f64| {
        values.sort_by(f64::total_cmp);
        values[((q * values.len() as f64).ceil() as usize).max(1) - 1]
    };
    for when in spans() {
        let board = board(&bench, &Ask { when, by: Dimension::User, ..Ask::default() }).await;
        for place in &board.places {
            let sql = format!(
                "SELECT first_content_ms, duration_ms, output, outcome FROM request_log WHERE user_id = {} AND at >= {} AND at < {}",
                place.id,
                board.from.0,
                board.until.map_or(i64::MAX, |until| until.0)
            );
            let log = rows::<(Option<i64>, i64, i64, String)>(bench.control.db(), &sql).await;
            let complete = || log.iter().filter(|row| row.3 == "ok");
            let first: Vec<f64> = log.iter().filter_map(|row| row.0).map(|ms| ms as f64).collect();
            let whole: Vec<f64> = complete().map(|row| row.1 as f64).collect();
            for (metric, values, q) in [
                (Metric::FirstContentP50, &first, 0.5),
                (Metric::FirstContentP90, &first, 0.9),
                (Metric::FirstContentP99, &first, 0.99),
                (Metric::DurationP50, &whole, 0.5),
                (Metric::DurationP90, &whole, 0.9),
                (Metric::DurationP99, &whole, 0.99),
            ] {
                let have = metric.of(&place.figures).map(Amount::number);
                assert_eq!(have.is_none(), values.is_empty());
                if let Some(have) = have {
                    let want = exact(values.clone(), q);
                    assert!((have - want).abs() <= want * 0.05, "{metric:?}: {have} for {want}");
                }
            }
        }
    }
    let all = board(&bench, &Ask { when: spans()[4].clone(), by: Dimension::User, ..Ask::default() }).await;
    assert!(all.places.iter().all(|place| Metric::RateP50.of(&place.figures).is_some()));
}

async fn every_page_says_the_same(bench: Bench) {
    store(&bench, traffic()).await;
    for ready in [false, true] {
        if ready {
            zone(&bench, "Asia/Shanghai").await;
        }
        for (span, period) in [(Span::Today, Period::Day), (Span::Week, Period::Week), (Span::Month, Period::Month)] {
            let ask = Ask { when: When { period, ..When::default() }, by: Dimension::Model, ..Ask::default() };
            let overview = bench.control.overview(&bench.admin, span, Dimension::User, NOON).await.unwrap();
            let ranked = board(&bench, &ask).await;
            let course = bench.control.statistics(&bench.admin, &ask, NOON).await.unwrap();
            let filter = LogFilter { from: Some(ranked.from), ..LogFilter::default() };
            let log = bench.control.logs().summary(&bench.admin, &filter).await.unwrap().totals;
            assert!(log.requests > 0 && log.retries > 0);
            assert_eq!(overview.totals, ranked.total.totals);
            assert_eq!((overview.from, overview.before), (ranked.from, ranked.before));
            assert_eq!(course.sums.iter().copied().sum::<Totals>(), overview.totals);
            assert_eq!(
                (log.requests, log.failures, log.retries, log.cost),
                (overview.totals.requests, overview.totals.failures, overview.totals.retries, overview.totals.cost)
            );
        }
    }
}

async fn a_replay_changes_nothing(bench: Bench) {
    bench.control.complete_days().await.unwrap();
    let ask = Ask { when: spans()[4].clone(), by: Dimension::Provider, ..Ask::default() };
    store(&bench, traffic()).await;
    let first = board(&bench, &ask).await;
    for _ in 0..2 {
        store(&bench, traffic()).await;
        assert_eq!(board(&bench, &ask).await, first);
    }
    // Days that are built say what days say that were added to.
    zone(&bench, "Asia/Tokyo").await;
    zone(&bench, "UTC").await;
    assert_eq!(board(&bench, &ask).await, first);
}

async fn the_largest_come_first(bench: Bench) {
    store(&bench, traffic()).await;
    let all = When { period: Period::All, ..When::default() };
    for sort in Metric::ALL {
        for ascending in [false, true] {
            let ask = Ask { when: all.clone(), by: Dimension::Key, sort: *sort, ascending, ..Ask::default() };
            let whole = board(&bench, &ask).await;
            let figures: Vec<f64> =
                whole.places.iter().filter_map(|place| sort.of(&place.figures)).map(Amount::number).collect();
            assert_eq!(figures.len(), 10, "{sort:?}");
            assert!(figures.is_sorted_by(|a, b| if ascending { a <= b } else { a >= b }), "{sort:?} {figures:?}");
            // A page is a part of the whole, and the others are the rest.
            let page = board(&bench, &Ask { offset: 3, limit: 4, ..ask }).await;
            assert_eq!(page.places, whole.places[3..7]);
            assert_eq!((page.places[0].rank, page.count, page.total), (4, 10, whole.total));
            let mut sum: Totals = page.places.iter().map(|place| place.figures.totals).sum();
            sum += page.others;
            assert_eq!(sum, whole.total.totals);
        }
    }
}

async fn drill_downs_add_up(bench: Bench) {
    store(&bench, traffic()).await;
    zone(&bench, "America/New_York").await;
    for when in spans() {
        for (of, _) in COLUMNS {
            let ask = Ask { when: when.clone(), by: of, ..Ask::default() };
            let Some(first) = board(&bench, &ask).await.places.into_iter().next() else { continue };
            let filter = match of {
                Dimension::User => Filter { user: Some(UserId(first.id)), ..Filter::default() },
                Dimension::Key => Filter { key: Some(KeyId(first.id)), ..Filter::default() },
                Dimension::Provider => Filter { provider: Some(domain::ProviderId(first.id)), ..Filter::default() },
                Dimension::Model => Filter { model: Some(first.name.clone()), ..Filter::default() },
                Dimension::Group => Filter { group: Some(first.name.clone()), ..Filter::default() },
            };
            for (by, _) in COLUMNS {
                let parts = board(&bench, &Ask { by, filter: filter.clone(), ..ask.clone() }).await;
                assert_eq!(parts.total, first.figures, "{by:?} of {of:?}");
                assert_eq!(parts.before, first.before);
            }
        }
    }
}

async fn people_see_their_own(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    store(&bench, traffic()).await;
    let own = person(UserId(1));
    let all = When { period: Period::All, ..When::default() };
    for (by, _) in COLUMNS {
        let ask = Ask { when: all.clone(), by, ..Ask::default() };
        let board = bench.control.leaderboard(&own, &ask, NOON).await.unwrap();
        let theirs = Ask { filter: Filter { user: Some(UserId(1)), ..Filter::default() }, ..ask.clone() };
        assert_eq!(board, bench.control.leaderboard(&bench.admin, &theirs, NOON).await.unwrap());
        let course = bench.control.statistics(&own, &ask, NOON).await.unwrap();
        assert_eq!(course.sums.iter().copied().sum::<Totals>(), board.total.totals);
        let other = Ask { filter: Filter { user: Some(UserId(2)), ..Filter::default() }, ..ask };
        let refused = ApiError::from(bench.control.leaderboard(&own, &other, NOON).await.unwrap_err());
        assert_eq!(refused.code, ErrorCode::NotFound);
        assert!(bench.control.statistics(&own, &other, NOON).await.is_err());
    }
    let report = bench.control.charge_back(&own, Some("2026-11"), NOON).await.unwrap();
    assert!(report.charges.iter().all(|charge| charge.user_id == UserId(1)) && !report.charges.is_empty());

    // Opened by an admin, the users' sums are everybody's, and nothing else is.
    let patch = SettingsPatch { leaderboard_public: Some(true), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
    let users = Ask { when: all.clone(), by: Dimension::User, ..Ask::default() };
    let shown = bench.control.leaderboard(&own, &users, NOON).await.unwrap();
    assert_eq!(shown.count, 5);
    assert!(shown.places.iter().any(|place| place.id == user.id.0 && place.name == "Lin Wei"));
    let keys = Ask { by: Dimension::Key, ..users.clone() };
    assert_eq!(bench.control.leaderboard(&own, &keys, NOON).await.unwrap().count, 2);
    let model = Ask { filter: Filter { model: Some("model-1".into()), ..Filter::default() }, ..users };
    assert_eq!(bench.control.leaderboard(&own, &model, NOON).await.unwrap().count, 1);
}

async fn courses_add_up(bench: Bench) {
    store(&bench, traffic()).await;
    zone(&bench, "Europe/Berlin").await;
    for when in spans() {
        let (several, ask) = (COLUMNS.map(|(by, _)| by), Ask { when: when.clone(), ..Ask::default() });
        let courses = bench.control.courses(&bench.admin, &ask, &several, NOON).await.unwrap();
        for ((by, _), one) in COLUMNS.into_iter().zip(courses) {
            let ask = Ask { when: when.clone(), by, ..Ask::default() };
            let course = bench.control.statistics(&bench.admin, &ask, NOON).await.unwrap();
            assert_eq!(one, course, "as when it is asked for alone");
            let total = board(&bench, &ask).await.total.totals;
            assert_eq!(course.sums.iter().copied().sum::<Totals>(), total);
            let layers = course.series.iter().flat_map(|layer| layer.points.iter().copied());
            assert_eq!(layers.sum::<Totals>(), total);
            assert!(course.buckets.is_sorted() && course.buckets.len() == course.sums.len());
            assert_eq!(course.buckets[0], course.from);
        }
    }
    // Across the end of summer time a day has 25 hours: columns begin at local midnight.
    let days = Ask { when: spans()[8].clone(), ..Ask::default() };
    let course = bench.control.statistics(&bench.admin, &days, NOON).await.unwrap();
    assert_eq!((course.buckets.len(), course.offsets[0], course.offsets[14]), (15, 120, 60));
    assert_eq!(course.buckets[6] - course.buckets[5], 25 * HOUR);
    // As fast as the leaderboard of each of these days says.
    let ends = course.buckets[1..].iter().copied().map(Some).chain([course.until]);
    for ((from, until), percentiles) in course.buckets.iter().zip(ends).zip(&course.percentiles) {
        let when = When { period: Period::Custom, from: Some(*from), until, ..When::default() };
        assert_eq!(*percentiles, board(&bench, &Ask { when, ..Ask::default() }).await.total.percentiles);
    }
    assert!(course.percentiles.iter().any(|day| day.duration_p90.is_some()));
}

async fn months_are_shared_out(bench: Bench) {
    store(&bench, traffic()).await;
    zone(&bench, "America/New_York").await;
    let report = bench.control.charge_back(&bench.admin, Some("2026-10"), NOON).await.unwrap();
    let sql = format!(
        "SELECT user_id, group_name, CAST(SUM(cost) AS BIGINT), COUNT(CASE WHEN request_id NOT LIKE '%#%' THEN 1 END)
         FROM usage_ledger WHERE at >= {} AND at < {} GROUP BY user_id, group_name ORDER BY user_id, group_name",
        // Midnight in New York: before and after the end of summer time, on November 1st.
        1_790_827_200_000_i64,
        1_793_505_600_000_i64
    );
    let want = rows::<(i64, String, i64, i64)>(bench.control.db(), &sql).await;
    let have: Vec<_> = (report.charges.iter())
        .map(|charge| (charge.user_id.0, charge.group.clone(), charge.totals.cost.0, charge.totals.requests))
        .collect();
    assert!(have.len() > 5);
    assert_eq!(have, want);
    assert_eq!(report.groups.iter().map(|share| share.totals).sum::<Totals>(), report.total);
    assert_eq!(bench.control.charge_back(&bench.admin, None, NOON).await.unwrap().month, "2026-11");
    let wrong = bench.control.charge_back(&bench.admin, Some("November"), NOON).await.unwrap_err();
    assert_eq!(ApiError::from(wrong).field.as_deref(), Some("month"));
    let file: Vec<String> = charge_back::lines(report.clone()).collect();
    assert_eq!(file.len(), 1 + report.charges.len() + report.groups.len());
    assert!(file[0].starts_with("month,user_id,user,group,requests,"), "{}", file[0]);
}

async fn files_are_safe(bench: Bench) {
    let odd = |n: i64, model: &str| LogEntry { model: Some(model.into()), ..entry(&format!("r{n}"), NOON - n, 1) };
    store(&bench, [odd(0, "=HYPERLINK(\"http://x\")"), odd(1, "a,b")]).await;
    let ask = Ask { by: Dimension::Model, limit: 1, ..Ask::default() };
    let board = bench.control.whole_leaderboard(&bench.admin, &ask, NOON).await.unwrap();
    let file: Vec<String> = leaderboard::lines(board).collect();
    assert_eq!(file.len(), 3, "every line, whatever the page's limit");
    assert!(file[0].starts_with("rank,id,name,owner,cost,requests,"), "{}", file[0]);
    assert!(file[1].starts_with("1,0,\"'=HYPERLINK(\"\"http://x\"\")\",,0.001000000,1,"), "{}", file[1]);
    assert!(file[2].starts_with("2,0,\"a,b\",,"), "{}", file[2]);
}

async fn wrong(bench: &Bench, when: When) -> Option<String> {
    let ask = Ask { when, ..Ask::default() };
    ApiError::from(bench.control.leaderboard(&bench.admin, &ask, NOON).await.unwrap_err()).field
}

#[tokio::test]
async fn spans_that_are_none_are_refused() {
    let bench = Bench::sqlite().await;
    let custom = When { period: Period::Custom, ..When::default() };
    let backwards = When { from: Some(NOON), until: Some(NOON - 1), ..custom.clone() };
    assert_eq!(wrong(&bench, backwards).await.as_deref(), Some("until"));
    let no_date = When { first_day: Some("yesterday".into()), ..custom.clone() };
    assert_eq!(wrong(&bench, no_date).await.as_deref(), Some("first_day"));
    let far = When { from: Some(Millis(i64::MIN)), ..custom };
    assert_eq!(wrong(&bench, far).await.as_deref(), Some("from"));
}
