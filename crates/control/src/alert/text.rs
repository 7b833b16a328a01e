//! What is said of each event, in both languages.

use domain::alert::{Alert, AlertEvent, Both};
use domain::breaker::BreakerReport;
use domain::leaderboard::Place;
use domain::metric::Figures;
use domain::price::Unpriced;
use domain::quota::{OwnerKind, WarningRow};
use domain::report::Totals;
use domain::snapshot::Snapshot;
use domain::window::Zone;
use domain::{Millis, Nanos, ProviderId};

fn fact(en: &str, zh: &str, value: impl Into<String>) -> (Both, Both) {
    (Both::new(en, zh), Both::same(value))
}

/// `2026-11-30 12:30 Asia/Shanghai`
fn clock(at: Millis, zone: Zone) -> String {
    let text = zone.rfc3339(at);
    format!("{} {}", text.get(..16).unwrap_or(&text).replace('T', " "), zone.name())
}

fn named(snapshot: &Snapshot, provider: ProviderId) -> String {
    let upstream = snapshot.providers.iter().find(|upstream| upstream.provider.id == provider);
    upstream.map_or_else(|| format!("#{provider}"), |upstream| upstream.provider.name.clone())
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

pub(crate) fn breaker(snapshot: &Snapshot, report: &BreakerReport, is_open: bool, at: Millis) -> Alert {
    let name = named(snapshot, report.provider);
    let (event, en, zh) = match is_open {
        true => (AlertEvent::BreakerOpened, "Circuit breaker opened", "供应商已熔断"),
        false => (AlertEvent::BreakerClosed, "Circuit breaker closed again", "供应商已恢复"),
    };
    let mut facts = vec![fact("Provider", "供应商", &name)];
    facts.extend(report.model.as_deref().map(|model| fact("Models", "模型", model)));
    if is_open {
        facts.extend(
            report
                .causes
                .first()
                .map(|cause| fact("Cause", "原因", format!("{}: {}", cause.class.as_str(), cause.error))),
        );
        facts.push(fact("Failures in a row", "连续失败", report.failures.to_string()));
        facts.extend(report.until.map(|until| fact("Probed again at", "下次探测", clock(until, snapshot.zone))));
    }
    let model = report.model.as_deref().unwrap_or("*");
    let state = report.until.map_or(0, |until| until.0);
    // The instances share when a breaker is tried again, and so this key.
    let key = format!("{}:{}:{model}:{}", event.as_str(), report.provider, if is_open { state } else { at.0 / 60_000 });
    Alert { event, at, key, title: Both::new(format!("{en}: {name}"), format!("{zh}：{name}")), facts }
}

pub(crate) fn limit(row: &WarningRow, zone: Zone) -> Alert {
    let (en, zh) = match row.owner_kind {
        OwnerKind::User => ("user", "用户"),
        OwnerKind::Key => ("key", "密钥"),
        OwnerKind::Provider => ("provider", "供应商"),
    };
    let figure = |value: i64| match row.kind.is_money() {
        true => Nanos(value).to_string(),
        false => value.to_string(),
    };
    let mut facts = vec![
        (
            Both::new("Whose", "对象"),
            Both::new(format!("{} ({en})", row.owner_name), format!("{}（{zh}）", row.owner_name)),
        ),
        fact("Limit", "限额", row.kind.as_str()),
        fact("Used", "已用", format!("{} / {}", figure(row.used), figure(row.limit))),
    ];
    facts.extend(row.models.as_deref().map(|models| fact("Models", "模型", models)));
    facts.extend(row.resets_at.map(|at| fact("Free again at", "重置时间", clock(at, zone))));
    let window = row.resets_at.map_or(row.at.0, |at| at.0);
    Alert {
        event: AlertEvent::LimitWarning,
        at: row.at,
        key: format!(
            "limit:{}:{}:{}:{}:{}:{window}",
            row.owner_kind.as_str(),
            row.owner_id,
            row.kind.as_str(),
            row.models.as_deref().unwrap_or("*"),
            row.percent
        ),
        title: Both::new(
            format!("{} % of a limit used: {}", row.percent, row.owner_name),
            format!("限额已用 {} %：{}", row.percent, row.owner_name),
        ),
        facts,
    }
}

/// Once a day for each model.
pub(crate) fn unpriced(model: &Unpriced, at: Millis, day: &str) -> Alert {
    Alert {
        event: AlertEvent::Unpriced,
        at,
        key: format!("unpriced:{}:{day}", model.model),
        title: Both::new(format!("No price for {}", model.model), format!("模型没有定价：{}", model.model)),
        facts: vec![
            fact("Requests without a price", "未计价请求", model.requests.to_string()),
            fact("Tokens", "词元", model.tokens.to_string()),
        ],
    }
}

/// Of the last half hour.
pub(crate) fn error_rate(place: &Place, at: Millis) -> Alert {
    let totals = &place.figures.totals;
    Alert {
        event: AlertEvent::ErrorRate,
        at,
        key: format!("error_rate:{}:{}", place.id, at.0 / 3_600_000),
        title: Both::new(format!("Many failures: {}", place.name), format!("失败率过高：{}", place.name)),
        facts: vec![
            fact(
                "Failed in the last 30 minutes",
                "近 30 分钟失败率",
                percent(totals.failure_rate().unwrap_or_default()),
            ),
            fact("Requests", "请求数", totals.requests.to_string()),
        ],
    }
}

/// Of the last hour, beside a week.
pub(crate) fn cache_rate(place: &Place, before: f64, at: Millis) -> Alert {
    let now = place.figures.totals.cache_hit_rate().unwrap_or_default();
    Alert {
        event: AlertEvent::CacheRate,
        at,
        key: format!("cache_rate:{}:{}", place.id, at.0 / 10_800_000),
        title: Both::new(format!("Fewer cache hits: {}", place.name), format!("缓存命中率下降：{}", place.name)),
        facts: vec![
            fact("In the last hour", "近 1 小时", percent(now)),
            fact("In the last 7 days", "近 7 天", percent(before)),
        ],
    }
}

/// `name`: database or Redis.
pub(crate) fn component(name: &'static str, is_away: bool, at: Millis) -> Alert {
    let (event, en, zh) = match is_away {
        true => (AlertEvent::ComponentAway, "does not answer", "无法连接"),
        false => (AlertEvent::ComponentBack, "is back", "已恢复"),
    };
    let what = match (name, is_away) {
        ("database", true) => {
            Both::new("Requests go on; what happens waits in the journal.", "请求继续转发，记录暂存于日志文件。")
        }
        ("database", false) => Both::new("What waited is being stored.", "暂存的记录正在写入。"),
        (_, true) => Both::new("Each instance keeps limits and sessions by itself.", "各实例独立执行限额与会话粘性。"),
        (_, false) => Both::new("Limits are shared again.", "限额重新由各实例共享。"),
    };
    Alert {
        event,
        at,
        key: format!("{}:{name}:{}", event.as_str(), at.0 / 300_000),
        title: Both::new(format!("{name} {en}"), format!("{name} {zh}")),
        facts: vec![(Both::new("What it means", "影响"), what)],
    }
}

/// `places`: users, the dearest first.
pub(crate) fn digest(day: &str, total: &Figures, places: &[Place], at: Millis) -> Alert {
    let Totals { requests, cost, usage, .. } = total.totals;
    let mut facts = vec![
        fact("Requests", "请求数", requests.to_string()),
        fact("Cost", "费用", cost.to_string()),
        fact("Tokens", "词元", usage.total().to_string()),
        fact("Failed", "失败率", percent(total.totals.failure_rate().unwrap_or_default())),
    ];
    facts.extend(places.iter().map(|place| {
        let totals = &place.figures.totals;
        let label = format!("{}. {}", place.rank, place.name);
        (
            Both::same(label),
            Both::new(
                format!("{}, {} requests", totals.cost, totals.requests),
                format!("{}，{} 次请求", totals.cost, totals.requests),
            ),
        )
    }));
    Alert {
        event: AlertEvent::Digest,
        at,
        key: format!("digest:{day}"),
        title: Both::new(format!("{day} in figures"), format!("{day} 用量日报")),
        facts,
    }
}

/// Somebody wants to see that it works.
pub(crate) fn trial(at: Millis) -> Alert {
    Alert {
        event: AlertEvent::Digest,
        at,
        key: format!("trial:{}", at.0),
        title: Both::new("This is a test of Claude Code Hub", "这是 Claude Code Hub 的测试消息"),
        facts: vec![(Both::new("Result", "结果"), Both::new("Alerts arrive here.", "告警可以送达此处。"))],
    }
}
