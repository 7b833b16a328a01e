#![cfg(feature = "snapshot")]

use super::*;
use crate::log::{CallerTag, LogEntry};
use crate::price::{Price, PriceBook, PriceSource, Priced};
use crate::provider::{Provider, ProviderKind};
use crate::routing::ModelMultiplier;
use crate::snapshot::Upstream;
use crate::usage::Usage;
use crate::{Dialect, KeyId, Millis, ProviderId, Ratio, RequestId, Secret, UserId};
use serde_json::json;

/// Dollars a million input tokens.
fn priced(dollars: i64) -> Priced {
    let rate = dollars as f64 / 1e6;
    let entry =
        json!({"input_cost_per_token": rate, "output_cost_per_token": 0, "input_cost_per_token_flex": rate / 2.0});
    Priced { price: Price::parse(&entry).unwrap(), source: PriceSource::Synced }
}

/// `asked` costs 1, `sent` 2, `answered` 3, and `house` is another name of `answered`.
fn book() -> PriceBook {
    let prices = [("asked", 1), ("sent", 2), ("answered", 3), ("vendor/bare", 4)];
    let prices = prices.map(|(model, dollars)| (None, model.to_owned(), priced(dollars)));
    let own = (Some(ProviderId(7)), "sent".to_owned(), Priced { source: PriceSource::Manual, ..priced(9) });
    PriceBook::new(1, prices.into_iter().chain([own]), [("house".to_owned(), "answered".to_owned())])
}

fn entry(asked: &str, sent: &str, answered: Option<&str>) -> LogEntry {
    let nobody = CallerTag { user_id: UserId(1), user_name: String::new(), key_id: KeyId(1), key_name: String::new() };
    LogEntry {
        model: Some(asked.to_owned()),
        sent_model: Some(sent.to_owned()),
        answered_model: answered.map(str::to_owned),
        usage: Usage { input: 1_000_000, ..Usage::default() },
        ..LogEntry::new(RequestId("r".into()), Millis(0), nobody, String::new(), Dialect::Chat)
    }
}

fn provider() -> Provider {
    let mut provider = Upstream::draft(ProviderKind::OpenaiCompatible, "", Secret::default(), None).provider;
    provider.id = ProviderId(1);
    provider
}

/// Whole dollars, and the names in the table and in the request that led to them.
fn bill(source: ModelSource, entry: &LogEntry) -> Option<(i64, String, ModelSource)> {
    let billing = Billing { model: source, tier: TierSource::default() };
    match charge(&book(), billing, entry, &provider(), Ratio::ONE) {
        Charge::Priced(cost) => {
            let basis = cost.basis.unwrap();
            Some((cost.total.0 / 1_000_000_000, basis.model, basis.named))
        }
        Charge::Unpriced(_) => None,
    }
}

#[test]
fn every_source_finds_its_price() {
    use ModelSource::{Answered, Requested, Sent};
    type Found = Option<(i64, &'static str, ModelSource)>;
    let table: [(&str, &str, Option<&str>, ModelSource, Found); 15] = [
        // Redirected, and the vendor says another name.
        ("asked", "sent", Some("answered"), Requested, Some((1, "asked", Requested))),
        ("asked", "sent", Some("answered"), Sent, Some((2, "sent", Sent))),
        ("asked", "sent", Some("answered"), Answered, Some((3, "answered", Answered))),
        // No redirect: all the same.
        ("sent", "sent", Some("sent-2026-01-01"), Requested, Some((2, "sent", Requested))),
        ("sent", "sent", Some("sent-2026-01-01"), Sent, Some((2, "sent", Sent))),
        ("sent", "sent", Some("sent-2026-01-01"), Answered, Some((2, "sent", Answered))),
        // The vendor does not say.
        ("asked", "sent", None, Answered, Some((2, "sent", Sent))),
        // An alias, in each place.
        ("house", "sent", None, Requested, Some((3, "answered", Requested))),
        ("asked", "house", None, Sent, Some((3, "answered", Sent))),
        ("asked", "sent", Some("house"), Answered, Some((3, "answered", Answered))),
        // Unknown in the place that counts: the others, the sent one first.
        ("unknown", "sent", Some("answered"), Requested, Some((2, "sent", Sent))),
        ("asked", "unknown", Some("answered"), Sent, Some((1, "asked", Requested))),
        ("asked", "bare", Some("unknown"), Answered, Some((4, "vendor/bare", Sent))),
        ("unknown", "unknown", Some("answered"), Sent, Some((3, "answered", Answered))),
        // Unknown everywhere.
        ("unknown", "no", Some("none"), Sent, None),
    ];
    for (asked, sent, answered, source, want) in table {
        let want = want.map(|(dollars, model, named)| (dollars, model.to_owned(), named));
        assert_eq!(bill(source, &entry(asked, sent, answered)), want, "{asked} {sent} {answered:?} {source:?}");
    }
}

#[test]
fn what_is_unpriced_says_how_it_is_to_be_billed() {
    let mut provider = provider();
    provider.multiplier = Ratio(20_000);
    let rule = |pattern: &str, ratio: i64| ModelMultiplier { pattern: pattern.to_owned(), multiplier: Ratio(ratio) };
    provider.routing.model_multipliers = vec![rule("un*", 15_000), rule("*", 1)];
    let mut entry = entry("asked-x", "unknown", None);
    entry.requested_tier = Some("flex".into());
    let billing = Billing { model: ModelSource::Sent, tier: TierSource::Answered };
    let charge = charge(&book(), billing, &entry, &provider, Ratio(5_000));
    let terms = Terms { tier: Tier::Flex, provider: Ratio(20_000), group: Ratio(5_000), model: Ratio(15_000) };
    let pending = Pending { model: "unknown".into(), named: ModelSource::Sent, terms };
    assert_eq!(charge, Charge::Unpriced(pending.clone()));
    let later = PriceBook::new(2, [(None, "unknown".to_owned(), priced(4))], []);
    // Half the price, x 2 x 0.5 x 1.5
    assert_eq!(pending.price(&later, provider.id, &entry.usage).unwrap().total.0, 3_000_000_000);
}

#[test]
fn a_provider_with_a_price_of_its_own_bills_that() {
    let mut own = provider();
    own.id = ProviderId(7);
    let entry = entry("asked", "sent-20260101", Some("answered"));
    let Charge::Priced(cost) = charge(&book(), Billing::default(), &entry, &own, Ratio::ONE) else { panic!() };
    let basis = cost.basis.unwrap();
    assert_eq!((cost.total.0, basis.source, basis.of_provider), (9_000_000_000, PriceSource::Manual, true));
}

#[test]
fn the_vendors_word_on_the_tier_counts_first_unless_told_otherwise() {
    use Tier::{Flex, Priority, Standard};
    for (source, requested, answered, want) in [
        (TierSource::Answered, Some("priority"), Some("default"), Standard),
        (TierSource::Answered, Some("priority"), None, Priority),
        (TierSource::Answered, Some("flex"), Some("auto"), Flex),
        (TierSource::Answered, None, Some("SERVICE_TIER_FLEX"), Flex),
        (TierSource::Requested, Some("priority"), Some("default"), Priority),
        (TierSource::Requested, Some("auto"), Some("priority"), Priority),
        (TierSource::Requested, None, None, Standard),
        (TierSource::Requested, Some("strange"), Some("standard"), Standard),
    ] {
        assert_eq!(source.tier(requested, answered), want, "{source:?} {requested:?} {answered:?}");
    }
}
