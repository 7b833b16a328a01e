//! Secrets come from where a file says they are, and stand nowhere.

use crate::bench::Bench;
use crate::declare::{PLAIN, PRUNE, applied, vault};
use crate::secret::dump;
use control::service::declare::Refused;
use domain::{Millis, Secret};

contract!(they_are_needed_once a_key_with_another_text_is_another_key they_stand_nowhere);

async fn they_are_needed_once(bench: Bench) {
    let file = |credential: &str, proxy: &str| {
        format!(
            "providers: [{{name: relay, url: 'https://h', credential: {{env: {credential}}}, proxy: {{env: {proxy}}}}}]"
        )
    };
    let told = |result: Result<_, Refused>| result.unwrap_err().to_string();
    let refused = told(applied(&bench, &file("MISSING_A", "MISSING_B"), PLAIN).await);
    let lines = [
        "line 1, column 45: providers[0].credential: MISSING_A is not set, and a new provider needs it.",
        "line 1, column 75: providers[0].proxy: MISSING_B is not set, and no proxy is stored.",
    ];
    assert_eq!(refused.lines().collect::<Vec<_>>(), lines);
    let refused = told(applied(&bench, "providers: [{name: relay, url: 'https://h'}]", PLAIN).await);
    assert!(refused.contains("providers[0].credential: A new provider needs one"), "{refused}");
    let refused = told(applied(&bench, "users: [{name: a, keys: [{name: k, secret: {env: MISSING}}]}]", PLAIN).await);
    assert!(refused.contains("users[0].keys[0].secret: MISSING is not set"), "{refused}");

    applied(&bench, &file("A", "B_PROXY"), PLAIN).await.unwrap();
    let kept = applied(&bench, &file("MISSING_A", "MISSING_B"), PLAIN).await.unwrap();
    let lines = [
        "! providers/relay credential: MISSING_A is not set; the stored one stays",
        "! providers/relay proxy: MISSING_B is not set; the stored one stays",
    ];
    assert_eq!((kept.lines.as_slice(), kept.differs()), (lines.map(str::to_owned).as_slice(), false));
    let other = applied(&bench, &file("C", "B_PROXY"), PLAIN).await.unwrap();
    assert_eq!(other.lines, ["~ providers/relay credential (changed)"]);
    let snapshot = bench.control.snapshot().load_full();
    assert_eq!(snapshot.providers[0].credential.expose(), "canary-of-C");
    let without = applied(&bench, "providers: [{name: relay, url: 'https://h'}]", PLAIN).await.unwrap();
    assert_eq!(without.lines, ["~ providers/relay proxy (changed)"], "a proxy that is left out is none");
}

async fn a_key_with_another_text_is_another_key(bench: Bench) {
    let file = |text: &str| {
        format!("users: [{{name: alice, keys: [{{name: laptop, can_login: true, secret: {{file: /run/{text}}}}}]}}]")
    };
    let login = async |text: &str| {
        let text = Secret::new(format!("canary-of-/run/{text}"));
        bench.control.login(&text, "192.0.2.1", "test", None, Millis::now()).await
    };
    applied(&bench, &file("first"), PLAIN).await.unwrap();
    let session = login("first").await.unwrap();
    let report = applied(&bench, &file("second"), PLAIN).await.unwrap();
    assert_eq!(report.lines, ["~ users/alice/keys/laptop secret (changed)"]);
    assert!(report.made.is_empty(), "who gives a text knows it");
    assert!(login("first").await.is_err() && login("second").await.is_ok());
    assert!(
        bench.control.actor(&session.token, "192.0.2.1", Millis::now()).await.is_err(),
        "what the old one opened ends"
    );
    let back = applied(&bench, &file("first"), PLAIN).await.unwrap();
    assert!(back.differs() && login("first").await.is_ok(), "a text may come back");
    let plain =
        applied(&bench, "users: [{name: alice, keys: [{name: laptop, can_login: true}]}]", PRUNE).await.unwrap();
    assert!(!plain.differs() && login("first").await.is_ok(), "a text that is not named stays");

    let twice = "users: [{name: bob, keys: [{name: desk, secret: {file: /run/first}}]}]";
    let refused = applied(&bench, twice, PLAIN).await.unwrap_err().to_string();
    assert_eq!(refused, "line 1, column 41: users[0].keys[0].secret: Another key has this text.");
    assert_eq!(bench.control.users().list(&bench.admin).await.unwrap().len(), 1, "nor is there a bob");
}

async fn they_stand_nowhere(bench: Bench) {
    let text = include_str!("../data/everything.yaml");
    let report = applied(&bench, text, PLAIN).await.unwrap();
    let other = text.replace("ANTHROPIC_KEY", "OTHER_KEY").replace("ALICE_LAPTOP", "OTHER_LAPTOP");
    let changed = applied(&bench, &other, PLAIN).await.unwrap();
    assert_eq!(changed.changed, 2, "{:#?}", changed.lines);
    let export = bench.control.declared().export(&bench.admin).await.unwrap();
    let all = format!("{report:?}{changed:?}{export}{}", dump(bench.control.db()).await);
    assert!(all.contains("anthropic") && all.contains("CCH_PROVIDER_ANTHROPIC_CREDENTIAL"));
    assert!(!all.contains("canary-of"), "a secret stands where it should not");

    let literal = "providers:\n  - name: x\n    url: https://h\n    credential: sk-canary\n    proxy: {env: [sk-canary]}\n    key: sk-canary\nusers:\n  - name: a\n    keys: [{name: k, secret: sk-canary}]\n";
    let refused = bench.control.declared().apply(&bench.admin, literal, &vault, PLAIN).await.unwrap_err().to_string();
    assert_eq!(refused.lines().count(), 4, "{refused}");
    assert!(!refused.contains("sk-canary"), "{refused}");
}
