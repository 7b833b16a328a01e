//! The search that goes anywhere.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, entry};
use domain::UserId;
use domain::search::Hit;

contract!(finds_by_name_and_by_id owners_find_their_own);

fn said(hit: Hit) -> String {
    match hit {
        Hit::User { name, .. } => format!("user {name}"),
        Hit::Key { name, user_name, .. } => format!("key {name} of {user_name}"),
        Hit::Provider { name, .. } => format!("provider {name}"),
        Hit::Session { id, caller } => format!("session {id} of {}", caller.user_id),
        Hit::Request { id, caller } => format!("request {id} of {}", caller.user_id),
    }
}

async fn finds_by_name_and_by_id(bench: Bench) {
    let mei = bench.user("Mei Lin").await;
    bench.user("100% sure").await;
    bench.key(mei.id, false).await;
    bench.provider("main line").await;
    let gone = bench.user("Merlin").await;
    bench.control.users().delete(&bench.admin, gone.id).await.unwrap();
    store(&bench, [entry("r-one", NOON, 1), entry("r-two", NOON + 1, 2)]).await;
    for (text, want) in [
        ("LIN", vec!["user Mei Lin", "provider main line"]),
        (" laptop ", vec!["key laptop of Mei Lin"]),
        ("anthropic.com", vec!["provider main line"]),
        ("%", vec!["user 100% sure"]),
        ("r-one", vec!["request r-one of 1"]),
        ("session-1", vec!["session session-1 of 2"]),
        ("r-", vec![]),
        ("", vec![]),
    ] {
        let hits = bench.control.search(&bench.admin, text).await.unwrap();
        assert_eq!(hits.into_iter().map(said).collect::<Vec<_>>(), want, "{text:?}");
    }
    let hint = bench.key(bench.user("Ann").await.id, false).await.key.hint;
    assert_eq!(bench.control.search(&bench.admin, &hint).await.unwrap().len(), 1);
}

async fn owners_find_their_own(bench: Bench) {
    let (mei, ann) = (bench.user("Mei").await, bench.user("Ann").await);
    bench.key(mei.id, true).await;
    bench.key(ann.id, true).await;
    bench.provider("laptop farm").await;
    store(&bench, [entry("mine", NOON, mei.id.0), entry("theirs", NOON, ann.id.0)]).await;
    let own = async |text| {
        let hits = bench.control.search(&person(UserId(mei.id.0)), text).await.unwrap();
        hits.into_iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(own("laptop").await, ["key laptop of Mei"]);
    assert_eq!(own("mine").await, [format!("request mine of {}", mei.id)]);
    assert!(own("theirs").await.is_empty() && own("Ann").await.is_empty());
    assert_eq!(own("session-1").await, [format!("session session-1 of {}", mei.id)]);
}
