//! A budget from its first dollar to the last: what the hub shows is what the ledger says, and what it enforces.

use crate::common::{Hub, Place, until};
use domain::limit::{LimitKind, LimitOwner, Quota};
use domain::log::Page;
use domain::quota::{OwnerKind, QuotaPage, QuotaReport, WarningRow};
use domain::{KeyId, ProviderId, UserId};
use mockvendor::{MockVendor, Script};
use serde_json::json;

on_both!(a_budget_is_shown_warned_of_enforced_and_reset limits_are_seen_by_those_whom_they_concern);

/// Far dearer than what the request was let in for.
fn dear() -> Script {
    Script {
        usage: Some(mockvendor::Usage { input: 900, output: 900, ..mockvendor::Usage::ZERO }),
        ..Script::default()
    }
}

async fn report(hub: &Hub, path: &str) -> QuotaReport {
    hub.api.get(path).await.expect(200).read()
}

async fn a_budget_is_shown_warned_of_enforced_and_reset(place: Place) {
    let (place, vendor) = (place.apart(7), MockVendor::start());
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let client = hub.client(&account.secret);
    client.answered(false, &dear()).await;
    until("the request is in the ledger", async || place.ledger().await.len() == 1).await;
    let cost = place.ledger().await[0].cost;

    let (user, limit) = (format!("/api/v1/users/{}", account.user), cost * 20 / 9);
    hub.api.patch(&user, &json!({"limits": {"usd_month": limit}})).await.expect(200);
    let quota = format!("{user}/quota");
    let only = async || -> Quota {
        let quotas = report(&hub, &quota).await.quotas;
        assert_eq!(quotas.len(), 1, "{quotas:?}");
        quotas.into_iter().next().unwrap()
    };
    let first = only().await;
    assert_eq!((first.owner, first.kind), (LimitOwner::User(UserId(account.user)), LimitKind::UsdMonth));
    assert_eq!((first.used, first.reserved, first.limit), (cost, 0, limit), "what was used before counts, too");
    assert!(first.from < first.resets_at && first.resets_at.is_some());

    client.answered(true, &dear()).await;
    until("90 %", async || only().await.used == 2 * cost).await;
    client.answered(false, &dear()).await;
    until("more than all", async || only().await.used == 3 * cost).await;
    until("the ledger has it", async || place.ledger().await.len() == 3).await;
    assert_eq!(place.ledger().await.iter().map(|line| line.cost).sum::<i64>(), only().await.used);
    assert_eq!(client.ask(false, &Script::default()).await.status(), 402);

    let own = hub.api.with(&[("x-api-key", &account.secret)]);
    let warnings = async || own.get("/api/v1/me/warnings").await.expect(200).read::<Page<WarningRow>>().items;
    until("both warnings are kept", async || warnings().await.len() == 2).await;
    let told: Vec<_> = warnings().await.iter().map(|row| (row.percent, row.used, row.owner_name.clone())).collect();
    assert_eq!(told, [(100, 3 * cost, "ann".to_owned()), (80, 2 * cost, "ann".to_owned())]);
    let all: Page<WarningRow> = hub.api.get("/api/v1/quotas/warnings?limit=1").await.expect(200).read();
    assert_eq!((all.items.len(), all.next.is_some()), (1, true));

    let before = place.ledger().await;
    hub.api.post(&format!("{user}/usage:reset"), &json!({})).await.expect(200);
    assert_eq!((only().await.used, place.ledger().await), (0, before), "a mark, and nothing is gone");
    client.answered(false, &Script::default()).await;
}

async fn limits_are_seen_by_those_whom_they_concern(place: Place) {
    let (place, vendor) = (place.apart(8), MockVendor::start());
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let (bob, _, of_bob) = hub.user("bob").await;
    let limits = |json| json!({"limits": json});
    hub.api
        .patch(&format!("/api/v1/users/{}", account.user), &limits(json!({"usd_day": 5_000_000_000_i64})))
        .await
        .expect(200);
    let by_model = json!({"rpm": 2, "models": [{"models": "claude-opus-*", "usd_5h": 1}]});
    hub.api.patch(&format!("/api/v1/keys/{}", account.key), &limits(by_model)).await.expect(200);
    hub.api.patch(&format!("/api/v1/providers/{}", account.provider), &limits(json!({"tpm": 9}))).await.expect(200);
    hub.api.patch(&format!("/api/v1/users/{bob}"), &limits(json!({"rpm": 4}))).await.expect(200);
    hub.client(&of_bob).answered(false, &Script::default()).await;

    let of_key = report(&hub, &format!("/api/v1/keys/{}/quota", account.key)).await;
    let seen: Vec<_> = of_key.quotas.iter().map(|one| (one.owner, one.models.as_deref(), one.kind)).collect();
    let (key, user) = (LimitOwner::Key(KeyId(account.key)), LimitOwner::User(UserId(account.user)));
    let all =
        [(key, None, LimitKind::Rpm), (key, Some("claude-opus-*"), LimitKind::Usd5h), (user, None, LimitKind::UsdDay)];
    assert_eq!((seen.as_slice(), of_key.user_name.as_deref()), (all.as_slice(), Some("ann")));

    let own = hub.api.with(&[("x-api-key", &account.secret)]);
    let own: Vec<QuotaReport> = own.get("/api/v1/me/quota").await.expect(200).read();
    assert_eq!(own.iter().map(|report| (report.owner, report.quotas.len())).collect::<Vec<_>>(), [(user, 1), (key, 3)]);
    let none: Vec<QuotaReport> = hub.api.get("/api/v1/me/quota").await.expect(200).read();
    assert!(none.is_empty());

    let page =
        async |query: &str| -> QuotaPage { hub.api.get(&format!("/api/v1/quotas{query}")).await.expect(200).read() };
    let names = |page: &QuotaPage| page.items.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let users = page("").await;
    assert_eq!(
        (names(&users), users.total),
        (vec!["bob".to_owned(), "ann".to_owned()], 2),
        "the most used share first"
    );
    assert_eq!(users.items[0].quotas[0].used, 1);
    assert_eq!(names(&page("?kind=user&q=AN").await), ["ann"]);
    assert_eq!((names(&page("?page=2").await), page("?page=2").await.total), (vec![], 2));
    assert_eq!(page("?kind=provider").await.items[0].owner, LimitOwner::Provider(ProviderId(account.provider)));
    let keys = page("?kind=key").await;
    assert_eq!((keys.items[0].owner.kind(), keys.items[0].quotas.len(), keys.total), (OwnerKind::Key, 3, 1));
    hub.api.get("/api/v1/quotas?kind=group").await.expect(400);
}
