//! The price table: whose price counts, and that nothing is half taken over.

use crate::bench::{Bench, new_provider};
use crate::table::{Table, answer};
use control::Control;
use domain::error::ErrorCode;
use domain::price::{NewPrice, PriceAlias, PriceFilter, PriceKey, PriceSource};
use domain::provider::Provider;
use domain::setting::SettingsPatch;
use domain::usage::Usage;
use domain::{ApiError, ProviderId};
use serde_json::{Map, Value, json};

contract!(an_own_price_stands_before_the_others a_provider_may_have_its_own an_alias_is_another_name pages_and_searches
    an_upload_is_taken_as_a_whole_or_not_at_all a_sync_brings_what_is_new what_is_no_table_changes_nothing
    own_prices_survive_a_sync the_address_is_checked);

const SHIPPED: &str = "claude-opus-4-5";

fn entry(dollars: f64) -> Map<String, Value> {
    let entry = json!({"input_cost_per_token": dollars / 1e6, "output_cost_per_token": dollars / 1e6});
    entry.as_object().unwrap().clone()
}

fn key(model: &str) -> PriceKey {
    PriceKey { model: model.into(), provider: None }
}

fn own(model: &str, dollars: f64) -> NewPrice {
    NewPrice { model: model.into(), provider: None, entry: entry(dollars) }
}

/// Dollars a million input tokens, as the data plane bills them, and where they come from.
fn billed(control: &Control, provider: Option<ProviderId>, model: &str) -> Option<(f64, PriceSource)> {
    let snapshot = control.snapshot().load_full();
    let found = snapshot.prices.find(provider, model)?;
    let rates = found.priced.price.rates(Default::default(), &Usage::default()).2;
    Some((rates.input as f64 / 1e9, found.priced.source))
}

async fn an_own_price_stands_before_the_others(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    assert_eq!(billed(control, None, SHIPPED), Some((5.0, PriceSource::Seed)));
    let refused = control.prices().delete(admin, &key(SHIPPED)).await.map(|_| ());
    assert_eq!(ApiError::from(refused.unwrap_err()).code, ErrorCode::Invalid, "what is shipped stays");

    control.prices().put(admin, own(SHIPPED, 4.0)).await.unwrap();
    assert_eq!(billed(control, None, SHIPPED), Some((4.0, PriceSource::Manual)));
    assert_eq!(billed(&bench.second().await, None, SHIPPED), Some((4.0, PriceSource::Manual)));
    let both = control.prices().get(admin, &key(SHIPPED)).await.unwrap();
    assert_eq!(both.iter().map(|price| price.source).collect::<Vec<_>>(), [PriceSource::Manual, PriceSource::Seed]);
    let conflicts = control.prices().conflicts(admin).await.unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!((&conflicts[0].manual, &conflicts[0].other), (&both[0], &both[1]));

    control.prices().resolve(admin, &[key(SHIPPED)]).await.unwrap();
    assert_eq!(billed(control, None, SHIPPED), Some((5.0, PriceSource::Seed)));
    assert!(control.prices().resolve(admin, &[key(SHIPPED)]).await.is_err(), "there is no conflict any more");

    for (entry, field) in [(json!({}), "entry"), (json!({"input_cost_per_token": -1}), "entry")] {
        let new = NewPrice { entry: entry.as_object().unwrap().clone(), ..own("x", 1.0) };
        let error = ApiError::from(control.prices().put(admin, new).await.unwrap_err());
        assert_eq!(error.field.as_deref(), Some(field));
    }
    assert!(control.prices().put(admin, own(" ", 1.0)).await.is_err());
}

async fn a_provider_may_have_its_own(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let Provider { id, .. } = bench.provider("cheap").await;
    let other = control.providers().create(admin, new_provider("other")).await.unwrap().id;
    let new = NewPrice { provider: Some(id), ..own(SHIPPED, 1.0) };
    control.prices().put(admin, new.clone()).await.unwrap();
    // By any name that the model has.
    for model in [SHIPPED, "claude-opus-4-5-20251101"] {
        assert_eq!(billed(control, Some(id), model).unwrap().0, 1.0, "{model}");
        assert_eq!(billed(control, Some(other), model).unwrap().0, 5.0);
    }
    let filter = PriceFilter { of_providers: true, ..PriceFilter::default() };
    let listed = control.prices().list(admin, &filter, None, 10).await.unwrap().items;
    assert_eq!((listed.len(), listed[0].provider), (1, Some(id)));
    let nobody = NewPrice { provider: Some(ProviderId(99)), ..new };
    assert_eq!(ApiError::from(control.prices().put(admin, nobody).await.unwrap_err()).code, ErrorCode::NotFound);
    control.prices().delete(admin, &PriceKey { provider: Some(id), ..key(SHIPPED) }).await.unwrap();
    assert_eq!(billed(control, Some(id), SHIPPED).unwrap().0, 5.0);
    control.prices().put(admin, NewPrice { provider: Some(id), ..own(SHIPPED, 1.0) }).await.unwrap();
    control.providers().delete(admin, id).await.unwrap();
    assert!(control.prices().list(admin, &filter, None, 10).await.unwrap().items.is_empty(), "gone with it");
}

async fn an_alias_is_another_name(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let alias = PriceAlias { alias: "house-model".into(), model: SHIPPED.into() };
    assert_eq!(billed(control, None, "house-model"), None);
    control.prices().set_alias(admin, &alias).await.unwrap();
    assert_eq!(billed(control, None, "house-model-20260101"), Some((5.0, PriceSource::Seed)));
    assert_eq!(control.prices().aliases(admin).await.unwrap(), std::slice::from_ref(&alias));
    for (alias, model, field) in
        [("a", "no-such-model", "model"), ("claude-haiku-4-5", SHIPPED, "alias"), ("", SHIPPED, "alias")]
    {
        let wrong = PriceAlias { alias: alias.into(), model: model.into() };
        let error = ApiError::from(control.prices().set_alias(admin, &wrong).await.unwrap_err());
        assert_eq!(error.field.as_deref(), Some(field));
    }
    control.prices().delete_alias(admin, "house-model").await.unwrap();
    assert_eq!(billed(control, None, "house-model"), None);
    // Whoever sells a model, its maker's name for it is enough, and the maker's price counts.
    assert_eq!(billed(control, None, "gemini-2.5-pro"), billed(control, None, "gemini/gemini-2.5-pro"));
    assert!(billed(control, None, "gemini-2.5-pro").is_some());
}

async fn pages_and_searches(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    control.prices().put(admin, own("zz_100%", 1.0)).await.unwrap();
    let mut models = Vec::new();
    let mut cursor = None;
    loop {
        let page = control.prices().list(admin, &PriceFilter::default(), cursor.as_deref(), 150).await.unwrap();
        models.extend(page.items.into_iter().map(|price| price.model));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let all = models.len();
    models.sort();
    models.dedup();
    assert!(all > 900 && models.len() == all, "{all}, of which {} are different", models.len());
    let found = async |filter: PriceFilter| {
        let page = control.prices().list(admin, &filter, None, 200).await.unwrap();
        page.items.into_iter().map(|price| price.model).collect::<Vec<_>>()
    };
    let search = |text: &str| PriceFilter { search: Some(text.into()), ..PriceFilter::default() };
    assert_eq!(found(search("0%")).await, ["zz_100%"]);
    let opus = found(search("OPUS-4-5")).await;
    assert!(opus.contains(&SHIPPED.to_owned()) && opus.iter().all(|model| model.contains("opus-4-5")));
    let manual = PriceFilter { source: Some(PriceSource::Manual), ..PriceFilter::default() };
    assert_eq!(found(manual).await, ["zz_100%"]);
    let error = control.prices().list(admin, &PriceFilter::default(), Some("x"), 1).await.unwrap_err();
    assert_eq!(ApiError::from(error).field.as_deref(), Some("cursor"));
}

async fn an_upload_is_taken_as_a_whole_or_not_at_all(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let version = control.snapshot().load().version;
    let table = |value: Value| value.as_object().unwrap().clone();
    let wrong = table(json!({"good": entry(1.0), "bad": {"input_cost_per_token": "dear"}, "worse": 7}));
    let report = control.prices().upload(admin, &wrong).await.unwrap();
    let models: Vec<&str> = report.errors.iter().map(|error| error.model.as_str()).collect();
    assert_eq!((report.stored, models), (0, vec!["bad", "worse"]));
    assert!(report.errors[0].message.contains("input_cost_per_token"));
    assert_eq!((billed(control, None, "good"), control.snapshot().load().version), (None, version));

    let right = table(json!({"good": entry(1.0), "video": {"output_cost_per_second": 1}, "sample_spec": {}}));
    let report = control.prices().upload(admin, &right).await.unwrap();
    assert_eq!((report.stored, report.unchanged, report.skipped), (1, 0, 1));
    assert_eq!(billed(control, None, "good"), Some((1.0, PriceSource::Manual)));
    let version = control.snapshot().load().version;
    let report = control.prices().upload(admin, &right).await.unwrap();
    assert_eq!((report.stored, report.unchanged), (0, 1));
    assert_eq!(control.snapshot().load().version, version, "the same table writes nothing");
    assert!(control.prices().upload(admin, &table(json!({"video": {}}))).await.is_err());
}

async fn synced_from(bench: &Bench, table: &Table) {
    let patch = SettingsPatch { price_sync_url: Some(table.url()), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
}

async fn a_sync_brings_what_is_new(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let table = Table::start().await;
    synced_from(&bench, &table).await;
    table.says(answer(&json!({SHIPPED: entry(6.0), "new": entry(2.0), "odd": 7, "video": {}})));
    let report = control.prices().sync(admin).await.unwrap();
    assert_eq!((report.error, report.models, report.stored), (None, 2, 2));
    assert_eq!(billed(control, None, SHIPPED), Some((6.0, PriceSource::Synced)));
    assert_eq!(billed(control, None, "new"), Some((2.0, PriceSource::Synced)));

    let version = control.snapshot().load().version;
    let report = control.prices().sync(admin).await.unwrap();
    assert_eq!((report.error, report.models, report.stored), (None, 2, 0));
    assert_eq!(bench.second().await.snapshot().load().version, version, "the same table writes nothing");

    // What was deleted comes again, what the table leaves out stays.
    control.prices().delete(admin, &key("new")).await.unwrap();
    assert_eq!(billed(control, None, "new"), None);
    assert_eq!(control.prices().sync(admin).await.unwrap().stored, 1);
    table.says(answer(&json!({"new": entry(3.0)})));
    assert_eq!(control.prices().sync(admin).await.unwrap().stored, 1);
    assert_eq!(billed(control, None, "new").unwrap().0, 3.0);
    assert_eq!(billed(control, None, SHIPPED).unwrap().0, 6.0);
    assert_eq!(control.prices().last_sync(admin).unwrap().unwrap().stored, 1);
}

async fn what_is_no_table_changes_nothing(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let table = Table::start().await;
    synced_from(&bench, &table).await;
    table.says(answer(&json!({"kept": entry(2.0)})));
    control.prices().sync(admin).await.unwrap();
    let version = control.snapshot().load().version;
    let whole = String::from_utf8(answer(&json!({"kept": entry(9.0), "late": entry(9.0)}))).unwrap();
    let cut = &whole[..whole.len() - 20];
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let huge = [chunked.as_bytes(), b"2100000\r\n", &vec![b' '; 33 << 20], b"\r\n0\r\n\r\n"].concat();
    for (what, bytes, told) in [
        ("killed", cut.as_bytes().to_vec(), "broke off"),
        ("killed in a chunk", [chunked, "40\r\n{\"kept\":"].concat().into_bytes(), "broke off"),
        ("cut, but whole to HTTP", answer_text(&whole[whole.find('{').unwrap()..][..40]), "no table"),
        ("junk", answer_text("<html>"), "no table"),
        ("a list", answer_text("[]"), "no table"),
        ("empty", answer_text("{}"), "No entry"),
        ("without prices", answer_text("{\"x\":{}}"), "No entry"),
        ("an error", b"HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\n{}".to_vec(), "500"),
        ("too long", huge, "longer"),
        ("nothing", Vec::new(), "reached"),
    ] {
        table.says(bytes);
        let error = control.prices().sync(admin).await.unwrap().error.expect(what);
        assert!(error.contains(told), "{what}: {error}");
        assert!(!error.contains("127.0.0.1"), "an address may hold a token: {error}");
        assert_eq!(billed(control, None, "kept"), Some((2.0, PriceSource::Synced)), "{what}");
        assert_eq!((billed(control, None, "late"), bench.second().await.snapshot().load().version), (None, version));
    }
}

fn answer_text(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

async fn own_prices_survive_a_sync(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let table = Table::start().await;
    synced_from(&bench, &table).await;
    for model in ["same", "other", SHIPPED] {
        control.prices().put(admin, own(model, 2.0)).await.unwrap();
    }
    table.says(answer(&json!({"same": entry(2.0), "other": entry(3.0), SHIPPED: entry(4.0)})));
    assert_eq!(control.prices().sync(admin).await.unwrap().stored, 3);
    assert_eq!(billed(control, None, "other"), Some((2.0, PriceSource::Manual)));
    let conflicts = control.prices().conflicts(admin).await.unwrap();
    let models: Vec<_> = conflicts.iter().map(|both| (both.manual.model.as_str(), both.other.source)).collect();
    assert_eq!(models, [(SHIPPED, PriceSource::Synced), ("other", PriceSource::Synced)]);

    // All or none.
    assert!(control.prices().resolve(admin, &[key("other"), key("nothing")]).await.is_err());
    assert_eq!(billed(control, None, "other").unwrap().0, 2.0);
    control.prices().resolve(admin, &[key("other"), key(SHIPPED)]).await.unwrap();
    assert_eq!(billed(control, None, "other"), Some((3.0, PriceSource::Synced)));
    assert_eq!(billed(control, None, SHIPPED), Some((4.0, PriceSource::Synced)));
    assert!(control.prices().conflicts(admin).await.unwrap().is_empty());
}

async fn the_address_is_checked(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let error = ApiError::from(control.prices().sync(admin).await.unwrap_err());
    assert_eq!(error.field.as_deref(), Some("price_sync_url"), "there is none yet");
    let set = async |url: &str| {
        let patch = SettingsPatch { price_sync_url: Some(url.into()), ..SettingsPatch::default() };
        control.settings().update(admin, patch).await.map(|settings| settings.price_sync_url.clone())
    };
    for url in ["file:///etc/passwd", "ftp://h/x", "prices.json", "http://a b"] {
        assert!(set(url).await.is_err(), "{url}");
    }
    assert_eq!(set(" https://h/x.json ").await.unwrap(), "https://h/x.json");
    assert_eq!(set("").await.unwrap(), "");
    let patch = SettingsPatch { price_sync_hours: Some(745), ..SettingsPatch::default() };
    assert!(control.settings().update(admin, patch).await.is_err());
}
