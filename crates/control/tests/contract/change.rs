//! A saved change governs the next request, on this instance at once and on others soon.

use crate::bench::{ADMIN_TOKEN, Bench, CREDENTIAL, until};
use control::Control;
use domain::audit::AuditFilter;
use domain::group::NewGroup;
use domain::provider::ProviderPatch;
use domain::setting::SettingsPatch;
use domain::user::UserPatch;
use domain::{Names, Ratio, Secret};
use tokio::sync::watch;

contract!(is_in_the_snapshot changes_at_once_lose_nothing reaches_a_second_instance is_in_the_audit_log unreadable_credential_disables_one_provider health_is_asked);

async fn is_in_the_snapshot(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, false).await;
    let provider = bench.provider("anthropic").await;
    let eu = NewGroup { name: "eu".into(), multiplier: Ratio(15_000), note: String::new() };
    bench.control.groups().create(&bench.admin, eu).await.unwrap();

    let snapshot = bench.control.snapshot();
    let caller = snapshot.load().callers.values().next().unwrap().clone();
    assert_eq!((caller.key_id, caller.user_id, caller.user_name.as_str()), (key.key.id, user.id, "Lin Wei"));
    assert_eq!(&*caller.groups, ["default"], "who has no group is in this one");
    assert_eq!(snapshot.load().providers[0].credential.expose(), CREDENTIAL);
    assert_eq!(snapshot.load().groups["eu"], Ratio(15_000));

    let patch = UserPatch { enabled: Some(false), groups: Some(Names::split("eu")), ..UserPatch::default() };
    bench.control.users().update(&bench.admin, user.id, patch).await.unwrap();
    let caller = snapshot.load().callers.values().next().unwrap().clone();
    assert!(!caller.user_enabled);
    assert_eq!(&*caller.groups, ["eu"], "the user's when the key has none");

    let patch = ProviderPatch { weight: Some(7), ..ProviderPatch::default() };
    bench.control.providers().update(&bench.admin, provider.id, patch).await.unwrap();
    assert_eq!(snapshot.load().providers[0].provider.weight, 7);
    bench.control.providers().delete(&bench.admin, provider.id).await.unwrap();
    bench.control.keys().delete(&bench.admin, key.key.id).await.unwrap();
    assert!(snapshot.load().providers.is_empty() && snapshot.load().callers.is_empty());
}

async fn changes_at_once_lose_nothing(bench: Bench) {
    let id = bench.provider("anthropic").await.id;
    let second = bench.second().await;
    let weight = ProviderPatch { weight: Some(42), ..ProviderPatch::default() };
    let note = ProviderPatch { note: Some("slow".into()), ..ProviderPatch::default() };
    for _ in 0..10 {
        let clean = ProviderPatch { weight: Some(1), note: Some(String::new()), ..ProviderPatch::default() };
        bench.control.providers().update(&bench.admin, id, clean).await.unwrap();
        let (one, two) = tokio::join!(
            bench.control.providers().update(&bench.admin, id, weight.clone()),
            second.providers().update(&bench.admin, id, note.clone())
        );
        assert!(one.is_ok() && two.is_ok());
        let got = bench.control.providers().get(&bench.admin, id).await.unwrap();
        assert_eq!((got.weight, got.note.as_str()), (42, "slow"));
    }
}

async fn reaches_a_second_instance(bench: Bench) {
    let second: Control = bench.second().await;
    let (stop, shutdown) = watch::channel(false);
    let jobs = second.spawn_jobs(&shutdown);
    bench.provider("anthropic").await;
    let patch = SettingsPatch { site_title: Some("Team hub".into()), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
    until("the second instance's snapshot", async || second.snapshot().load().providers.len() == 1).await;
    until("the second instance's settings", async || second.settings().get().site_title == "Team hub").await;
    stop.send(true).unwrap();
    jobs.join_all().await;
}

async fn is_in_the_audit_log(bench: Bench) {
    let provider = bench.provider("anthropic").await;
    let patch = ProviderPatch { url: Some("https://relay.example".into()), ..ProviderPatch::default() };
    bench.control.providers().update(&bench.admin, provider.id, patch).await.unwrap();
    bench.control.providers().delete(&bench.admin, provider.id).await.unwrap();
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page =
            bench.control.audit().list(&bench.admin, &AuditFilter::default(), cursor.as_deref(), 2).await.unwrap();
        rows.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let actions: Vec<_> = rows.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["provider.delete", "provider.update", "provider.create"]);
    let entry = bench.control.audit().get(&bench.admin, rows[1].id).await.unwrap();
    assert_eq!(entry.before.unwrap()["url"], "https://api.anthropic.com");
    assert_eq!(entry.after.unwrap()["url"], "https://relay.example");
    assert_eq!((rows[1].ip.as_str(), rows[1].actor_name.as_str()), ("192.0.2.1", "admin"));
    assert_eq!(rows[1].target_id, Some(provider.id.0));
}

async fn unreadable_credential_disables_one_provider(bench: Bench) {
    bench.provider("good").await;
    let bad = bench.provider("bad").await;
    match bench.control.db() {
        control::Db::Sqlite { write, .. } => {
            sqlx::query("UPDATE providers SET credential = 'v1:00' WHERE id = $1")
                .bind(bad.id)
                .execute(write)
                .await
                .unwrap();
        }
        control::Db::Postgres { pool, .. } => {
            sqlx::query("UPDATE providers SET credential = 'v1:00' WHERE id = $1")
                .bind(bad.id)
                .execute(pool)
                .await
                .unwrap();
        }
    }
    let second = bench.second().await;
    let usable: Vec<_> = second.snapshot().load().providers.iter().map(|up| up.usable).collect();
    assert_eq!(usable, [true, false]);
    let wrong = bench.reopened(|options| options.master_key = Some(Secret::new("another"))).await;
    let text = wrong.err().unwrap().to_string();
    assert!(text.contains("CCH_MASTER_KEY") && !text.contains(ADMIN_TOKEN), "{text}");
}

async fn health_is_asked(bench: Bench) {
    use domain::health::HealthStatus::{Down, Unchecked, Up};
    let health = bench.control.health().await;
    assert_eq!((health.database.status, health.redis.status), (Up, Unchecked));
    assert!(health.database.latency_ms.is_some());
    // Port 9 of this machine: nobody listens there. The hub starts all the same.
    let second = bench.reopened(|options| options.redis_url = Some("redis://127.0.0.1:9".into())).await.unwrap();
    assert_eq!(second.health().await.redis.status, Down);
    second.db().close().await;
    assert_eq!(second.health().await.database.status, Down);
}
