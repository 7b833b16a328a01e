//! Who changed what, and how it is found.

use crate::bench::{Bench, run};
use control::Db;
use domain::audit::{AuditFilter, FieldChange};
use domain::error::ErrorCode;
use domain::provider::ProviderPatch;
use domain::{ApiError, Millis, Ratio, Secret};

contract!(filters a_change_field_by_field secrets_are_not_in_it a_touched_line_shows nothing_is_taken_back older_lines_are_taken_in);

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
    let wrong = bench.control.login(&Secret::new("nobody's"), "192.0.2.9", "test", None, Millis::now()).await;
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

async fn a_touched_line_shows(bench: Bench) {
    let names = ["ann", "bob", "cleo", "dan"];
    for name in names {
        bench.user(name).await;
    }
    let whole = bench.control.audit().verify(&bench.admin).await.unwrap();
    assert!(whole.holds() && whole.lines == 4, "{whole:?}");

    unlock(&bench).await;
    let id = bench.control.audit().list(&bench.admin, &AuditFilter::default(), None, 50).await.unwrap().items[2].id;
    let (change, back) = (
        format!("UPDATE audit_log SET after = REPLACE(after, 'bob', 'bab') WHERE id = {id}"),
        format!("UPDATE audit_log SET after = REPLACE(after, 'bab', 'bob') WHERE id = {id}"),
    );
    run(bench.control.db(), &change).await.unwrap();
    let check = bench.control.audit().verify(&bench.admin).await.unwrap();
    assert!(!check.holds());
    assert_eq!(check.broken.iter().map(|row| (row.id, &*row.target_name)).collect::<Vec<_>>(), [(id, "bob")]);
    run(bench.control.db(), &back).await.unwrap();
    assert_eq!(bench.control.audit().verify(&bench.admin).await.unwrap(), whole);

    run(bench.control.db(), &format!("DELETE FROM audit_log WHERE id = {id}")).await.unwrap();
    let check = bench.control.audit().verify(&bench.admin).await.unwrap();
    assert_eq!((check.lines, check.written, check.broken.len()), (3, 4, 1));
    assert_eq!(check.broken[0].target_name, "cleo", "the one behind the gap");

    run(bench.control.db(), &format!("DELETE FROM audit_log WHERE id > {id}")).await.unwrap();
    let check = bench.control.audit().verify(&bench.admin).await.unwrap();
    assert!(!check.ends && !check.holds() && check.broken.is_empty(), "{check:?}");
}

async fn nothing_is_taken_back(bench: Bench) {
    bench.user("ann").await;
    for sql in ["UPDATE audit_log SET actor_name = 'nobody'", "DELETE FROM audit_log"] {
        let error = run(bench.control.db(), sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
    assert!(bench.control.audit().verify(&bench.admin).await.unwrap().holds());
}

/// Those of a hub from before there were hashes.
async fn older_lines_are_taken_in(bench: Bench) {
    bench.user("ann").await;
    bench.user("bob").await;
    unlock(&bench).await;
    run(bench.control.db(), "UPDATE audit_log SET hash = ''").await.unwrap();
    run(bench.control.db(), "UPDATE audit_head SET lines = 0, hash = ''").await.unwrap();
    assert!(!bench.control.audit().verify(&bench.admin).await.unwrap().holds());
    let control = bench.second().await;
    bench.user("cleo").await;
    let check = control.audit().verify(&bench.admin).await.unwrap();
    assert!(check.holds() && check.lines == 3, "{check:?}");
}

/// As somebody does who has the database to himself.
async fn unlock(bench: &Bench) {
    let table = if matches!(bench.control.db(), Db::Sqlite { .. }) { "" } else { " ON audit_log" };
    for name in ["audit_log_kept", "audit_log_unchanged"] {
        run(bench.control.db(), &format!("DROP TRIGGER {name}{table}")).await.unwrap();
    }
}
