//! Who changed what, and how it is found.

use crate::bench::Bench;
use domain::audit::{AuditFilter, FieldChange};
use domain::error::ErrorCode;
use domain::provider::ProviderPatch;
use domain::{ApiError, Millis, Ratio, Secret};

contract!(filters a_change_field_by_field secrets_are_not_in_it);

async fn actions(bench: &Bench, filter: AuditFilter) -> Vec<String> {
    let page = bench.control.audit().list(&bench.admin, &filter, None, 50).await.unwrap();
    page.items.into_iter().map(|row| row.action).collect()
}

async fn filters(bench: Bench) {
    let all = AuditFilter::default;
    let user = bench.user("ann").await;
    let (one, two) = (bench.provider("one").await, bench.provider("two").await);
    let weight = ProviderPatch { weight: Some(7), ..ProviderPatch::default() };
    bench.control.providers().update(&bench.admin, two.id, weight).await.unwrap();
    bench.control.providers().delete(&bench.admin, one.id).await.unwrap();
    let wrong = bench.control.login(&Secret::new("nobody's"), "192.0.2.9", "test", Millis::now()).await;
    assert!(wrong.is_err());

    let category = |name: &str| Some(name.to_owned());
    for (filter, want) in [
        (AuditFilter { category: category("user"), ..all() }, vec!["user.create"]),
        (
            AuditFilter { category: category("provider"), ..all() },
            vec!["provider.delete", "provider.update", "provider.create", "provider.create"],
        ),
        (
            AuditFilter { category: category("provider"), target: Some(two.id.0), ..all() },
            vec!["provider.update", "provider.create"],
        ),
        (AuditFilter { category: category("user"), target: Some(user.id.0 + 1), ..all() }, vec![]),
        (AuditFilter { success: Some(false), ..all() }, vec!["login.failure"]),
        (AuditFilter { category: category("login"), success: Some(true), ..all() }, vec![]),
        (AuditFilter { actor: category("nobody"), ..all() }, vec![]),
        (AuditFilter { until: Some(Millis(1)), ..all() }, vec![]),
    ] {
        assert_eq!(actions(&bench, filter.clone()).await, want, "{filter:?}");
    }
    assert_eq!(actions(&bench, AuditFilter { actor: category("admin"), ..all() }).await.len(), 5);
    assert_eq!(actions(&bench, AuditFilter { from: Some(Millis(1)), ..all() }).await.len(), 6);
}

async fn a_change_field_by_field(bench: Bench) {
    let provider = bench.provider("one").await;
    let patch = ProviderPatch { weight: Some(7), multiplier: Some(Ratio(15_000)), ..ProviderPatch::default() };
    bench.control.providers().update(&bench.admin, provider.id, patch).await.unwrap();
    let entry = bench.audited().await;
    let change = |field: &str, before: &str, after: &str| FieldChange {
        field: field.to_owned(),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    };
    let want = [change("multiplier", "1.0", "1.5"), change("weight", "1", "7")];
    assert_eq!(bench.control.audit().changes(&entry), want);
    let unknown = bench.control.audit().get(&bench.admin, entry.row.id + 1).await.unwrap_err();
    assert_eq!(ApiError::from(unknown).code, ErrorCode::NotFound);
}

async fn secrets_are_not_in_it(bench: Bench) {
    let user = bench.user("ann").await;
    bench.provider("one").await;
    let told = serde_json::to_string(&bench.audited().await).unwrap();
    assert!(told.contains("one") && !told.contains(crate::bench::CREDENTIAL), "{told}");
    let key = bench.key(user.id, false).await;
    let told = serde_json::to_string(&bench.audited().await).unwrap();
    assert!(told.contains("key.create") && !told.contains(&key.secret), "{told}");
}
