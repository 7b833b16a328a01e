//! However much there is, a use case asks the same number of questions.

use crate::bench::{Bench, new_provider, run};
use crate::calls::reads;
use crate::crowd::{sample, store};
use crate::recorder::listen;
use std::collections::BTreeMap;

#[tokio::test]
async fn sqlite() {
    let _alone = listen().await;
    constant(Bench::sqlite().await).await;
}

#[tokio::test]
async fn postgres() {
    let _alone = listen().await;
    constant(Bench::postgres().await).await;
}

async fn constant(bench: Bench) {
    let provider = bench.control.providers().create(&bench.admin, new_provider("provider 1")).await.unwrap();
    let user = bench.user("user 1").await;
    bench.key(user.id, true).await;
    store(&bench, (0..10).map(sample)).await;
    let few = count(&bench).await;

    // Copies of rows, whatever columns they have.
    let db = bench.control.db();
    let named = "name = name || '-copy-' || id";
    let keyed = "hash = hash || '-copy-' || id, name = name || '-copy-' || id";
    for (table, id, anew) in [("users", user.id.0, named), ("providers", provider.id.0, named), ("keys", 1, keyed)] {
        for round in 0..10 {
            run(
                db,
                &format!(
                    "CREATE TABLE doubled AS SELECT * FROM {table} WHERE id >= {id};
                     UPDATE doubled SET id = id + {step};
                     UPDATE doubled SET {anew};
                     INSERT INTO {table} SELECT * FROM doubled;
                     DROP TABLE doubled;",
                    step = 1 << round,
                ),
            )
            .await
            .unwrap();
        }
    }
    // Whose they are in the sample.
    run(db, "UPDATE keys SET user_id = (id - 1) % 50 + 1").await.unwrap();
    store(&bench, (10..1_000).map(sample)).await;
    assert!(bench.control.users().list(&bench.admin).await.unwrap().len() > 1_000);
    for (what, count) in count(&bench).await {
        assert_eq!(count, few[&what], "{what}");
        assert!(count < 20, "{what}: {count} statements");
    }
}

async fn count(bench: &Bench) -> BTreeMap<String, usize> {
    reads(bench).await.into_iter().map(|(what, heard)| (what, heard.statements.len())).collect()
}
