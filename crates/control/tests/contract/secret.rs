//! No secret is readable in any row.

use crate::bench::{ADMIN_TOKEN, Bench, CREDENTIAL};
use control::Db;
use domain::provider::ProviderPatch;
use domain::{Millis, Patch, Secret};
use sqlx::AssertSqlSafe;

contract!(stands_in_no_table files_are_the_owners_alone);

async fn stands_in_no_table(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, true).await;
    let provider = bench.provider("anthropic").await;
    let patch = ProviderPatch {
        credential: Some(Secret::new("sk-ant-second-canary")),
        proxy: Patch::Value(Secret::new("http://ann:proxy-canary@192.0.2.9:3128")),
        ..ProviderPatch::default()
    };
    bench.control.providers().update(&bench.admin, provider.id, patch).await.unwrap();
    let now = Millis::now();
    let by_key = bench.control.login(&Secret::new(&key.secret), "192.0.2.1", "test", None, now).await.unwrap();
    let by_token = bench.control.login(&Secret::new(ADMIN_TOKEN), "192.0.2.1", "test", None, now).await.unwrap();
    bench.control.login(&Secret::new("sk-guessed"), "192.0.2.1", "test", None, now).await.unwrap_err();

    let dump = dump(bench.control.db()).await;
    assert!(dump.contains("Lin Wei") && dump.contains("login.failure"), "the dump has the rows");
    let secrets = [
        &key.secret,
        CREDENTIAL,
        "sk-ant-second-canary",
        "proxy-canary",
        ADMIN_TOKEN,
        by_key.token.expose(),
        by_token.token.expose(),
        "sk-guessed",
    ];
    for secret in secrets {
        assert!(!dump.contains(secret), "{secret} is in the database");
    }
    let hash = bench.control.snapshot().load().callers.keys().next().copied().unwrap();
    assert!(
        dump.contains(&hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        "the hash is what is stored"
    );
}

/// Every row of every table as text.
pub(crate) async fn dump(db: &Db) -> String {
    let tables = "users keys providers groups prices console_sessions settings config_version request_log usage_ledger \
                  usage_rollup usage_hour usage_day usage_month usage_day_state audit_log";
    let mut text = String::new();
    for table in tables.split_whitespace() {
        let rows: Vec<String> = match db {
            Db::Sqlite { read, .. } => {
                let columns: Vec<String> =
                    sqlx::query_scalar(AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}')")))
                        .fetch_all(read)
                        .await
                        .unwrap();
                let line = columns
                    .iter()
                    .map(|c| format!("COALESCE(CAST({c} AS TEXT), '')"))
                    .collect::<Vec<_>>()
                    .join(" || '|' || ");
                sqlx::query_scalar(AssertSqlSafe(format!("SELECT {line} FROM {table}"))).fetch_all(read).await.unwrap()
            }
            Db::Postgres { pool, .. } => {
                sqlx::query_scalar(AssertSqlSafe(format!("SELECT CAST(t AS TEXT) FROM {table} t")))
                    .fetch_all(pool)
                    .await
                    .unwrap()
            }
        };
        text.extend(rows);
    }
    text
}

async fn files_are_the_owners_alone(bench: Bench) {
    use std::os::unix::fs::PermissionsExt;
    let dir = bench.dir.path();
    let (token, path) = control::auth::admin_token(dir, Some(Secret::new("change-me"))).unwrap();
    let path = path.unwrap();
    assert_eq!(token.expose().len(), 32);
    for file in [path.as_path(), &dir.join("master.key")] {
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
    assert_eq!(control::auth::admin_token(dir, None).unwrap().0, token, "the next start has the same");
    let given = control::auth::admin_token(dir, Some(Secret::new("given"))).unwrap();
    assert_eq!((given.0.expose(), given.1), ("given", None));
}
