use super::*;
use crate::Ratio;
use serde_json::json;

fn sonnet() -> Price {
    Price::parse(&json!({
        "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
        "cache_creation_input_token_cost": 3.75e-06, "cache_read_input_token_cost": 3e-07,
        "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05
    }))
    .unwrap()
}

fn total(price: &Price, usage: &Usage) -> Nanos {
    cost(price, usage, Terms::default()).total
}

#[test]
fn prices_every_class_apart() {
    let usage = Usage {
        input: 2_104,
        output: 912,
        cache_write_5m: 3_226,
        cache_write_1h: 100,
        cache_read: 18_870,
        reasoning: 500,
        ..Usage::default()
    };
    let cost = cost(&sonnet(), &usage, Terms::default());
    // 2104x3 + 3226x3.75 + 100x6 + 18870x0.3 + 912x15 micro-dollars
    assert_eq!(cost.total, Nanos(38_350_500));
    assert_eq!(cost.lines.iter().map(|line| line.cost).sum::<Nanos>(), cost.base);
    assert_eq!(cost.lines.len(), 5);
}

#[test]
fn multiplies_and_rounds_once() {
    let price = Price::parse(&json!({"input_cost_per_token": 2.5e-08, "output_cost_per_token": 1e-10})).unwrap();
    let usage = Usage { input: 1, output: 1, ..Usage::default() };
    let terms = Terms { provider: Ratio(15_000), group: Ratio(5_000), ..Terms::default() };
    // 25 nano + 0.1 nano, x 1.5 x 0.5 = 18.825
    assert_eq!(cost(&price, &usage, terms).total, Nanos(19));
    assert_eq!(cost(&price, &usage, Terms { model: Ratio(20_000), ..terms }).total, Nanos(38));
}

#[test]
fn long_context_reprices_every_token() {
    let usage = Usage { input: 150_000, cache_read: 50_001, output: 10, ..Usage::default() };
    let long = cost(&sonnet(), &usage, Terms::default());
    // 150000x6 + 50001x0.6 + 10x22.5 micro-dollars: a cache read stays a tenth of the input.
    assert_eq!((long.total, long.above), (Nanos(930_225_600), Some(200_000)));
    // The threshold itself is not above it.
    let short = cost(&sonnet(), &Usage { cache_read: 50_000, ..usage }, Terms::default());
    assert_eq!((short.total, short.above), (Nanos(465_150_000), None));
}

#[test]
fn tiers_have_their_own_prices_and_fall_back() {
    let price = Price::parse(&json!({
        "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "cache_read_input_token_cost": 5e-07,
        "input_cost_per_token_priority": 4e-06, "output_cost_per_token_priority": 1.6e-05,
        "input_cost_per_token_above_272k_tokens": 3e-06, "output_cost_per_token_above_272k_tokens": 9e-06,
        "input_cost_per_token_above_272k_tokens_flex": 1e-06
    }))
    .unwrap();
    let usage = Usage { input: 1_000, cache_read: 1_000, output: 100, ..Usage::default() };
    let long = Usage { input: 272_000, ..usage };
    let at = |tier, usage: &Usage| {
        let cost = cost(&price, usage, Terms { tier, ..Terms::default() });
        (cost.tier, cost.total.0 / 1_000)
    };
    assert_eq!(at(Tier::Standard, &usage), (Tier::Standard, 2_000 + 500 + 800));
    // A cache read is a quarter of the input here, in every tier.
    assert_eq!(at(Tier::Priority, &usage), (Tier::Priority, 4_000 + 1_000 + 1_600));
    assert_eq!(at(Tier::Batch, &usage), (Tier::Standard, 3_300));
    // No price of its own for a long context: the standard one.
    assert_eq!(at(Tier::Priority, &long), (Tier::Priority, 272_000 * 3 + 750 + 900));
    assert_eq!(at(Tier::Flex, &long), (Tier::Flex, 272_000 + 250 + 900));
}

#[test]
fn image_tokens_have_their_own_price() {
    let entry = json!({
        "input_cost_per_token": 5e-06, "input_cost_per_image_token": 1e-05, "output_cost_per_image_token": 4e-05
    });
    let usage = Usage { input: 100, input_image: 10, output_image: 1_000, ..Usage::default() };
    // 100x5 + 10x10 + 1000x40 micro-dollars
    assert_eq!(total(&Price::parse(&entry).unwrap(), &usage), Nanos(40_600_000));
    // Without one they cost what text does.
    assert_eq!(total(&sonnet(), &usage), Nanos(110 * 3_000 + 1_000 * 15_000));
}

#[test]
fn reasoning_and_requests_may_have_a_price() {
    let price = Price::parse(&json!({
        "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "output_cost_per_reasoning_token": 5e-06,
        "input_cost_per_request": 0.005
    }));
    let usage = Usage { input: 10, output: 100, reasoning: 40, ..Usage::default() };
    assert_eq!(total(&price.unwrap(), &usage), Nanos(10_000 + 60 * 2_000 + 40 * 5_000 + 5_000_000));
}

#[test]
fn ranges_are_steps() {
    let price = Price::parse(&json!({"tiered_pricing": [
        {"input_cost_per_token": 2e-06, "output_cost_per_token": 4e-06, "range": [32000.0, 128000.0]},
        {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "range": [0, 32000.0]}
    ]}))
    .unwrap();
    assert_eq!(total(&price, &Usage { input: 32_000, ..Usage::default() }), Nanos(32_000_000));
    assert_eq!(total(&price, &Usage { input: 32_001, output: 1, ..Usage::default() }), Nanos(64_006_000));
}

#[test]
fn an_entry_without_token_prices_is_no_price() {
    assert_eq!(Price::read(&json!({"output_cost_per_image": 0.04})), Ok(None));
    assert_eq!(Price::read(&json!({"input_cost_per_token": 1e-6})), Ok(None));
    assert!(Price::read(&json!({"input_cost_per_token": 1e-6, "mode": "embedding"})).unwrap().is_some());
}

#[test]
fn an_unreadable_entry_is_told() {
    for (entry, told) in [
        (json!([]), "object"),
        (json!({"input_cost_per_token": "dear", "output_cost_per_token": 1}), "input_cost_per_token"),
        (json!({"input_cost_per_token": 1, "output_cost_per_token": -1}), "output_cost_per_token"),
        (json!({"output_cost_per_token_above_200k_tokens_flex": 1e9}), "above_200k_tokens_flex"),
        (json!({"tiered_pricing": [{"range": [0, 1]}]}), "tiered_pricing"),
    ] {
        let error = Price::read(&entry).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn an_estimate_takes_the_dearer_input() {
    // 3000 bytes are 1000 tokens at 3.75, and 100 tokens at 15 micro-dollars.
    assert_eq!(sonnet().estimate(3_000, 100), Nanos(3_750_000 + 1_500_000));
    assert_eq!(sonnet().estimate(-1, -1), Nanos(0));
}

#[test]
fn costs_that_overflow_are_the_most_there_is() {
    let price = Price::parse(&json!({"input_cost_per_token": 1_000, "output_cost_per_token": 1})).unwrap();
    let usage = Usage { input: i64::MAX / 4, ..Usage::default() };
    let terms =
        Terms { provider: Ratio(10_000_000), group: Ratio(10_000_000), model: Ratio(10_000_000), ..Terms::default() };
    assert_eq!(cost(&price, &usage, terms).total, Nanos(i64::MAX));
}

/// A small generator, the same on every run (Knuth's linear congruential one).
struct Luck(u64);

impl Luck {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as i64 % bound
    }

    fn rates(&mut self) -> Rates {
        let mut rate = || match self.below(4) {
            0 => 0,
            1 => self.below(1_000),
            _ => self.below(100_000_000_000),
        };
        Rates {
            input: rate(),
            output: rate(),
            cache_write_5m: rate(),
            cache_write_1h: rate(),
            cache_read: rate(),
            input_image: rate(),
            output_image: rate(),
            reasoning: rate(),
        }
    }

    fn ladder(&mut self) -> Ladder {
        let steps = self.below(3);
        let step = |number: i64| Step { above: number * 100_000, rates: self.rates() };
        let steps = (1..=steps).map(step).collect();
        Ladder { base: self.rates(), steps }
    }

    fn usage(&mut self) -> Usage {
        let mut count = || if self.below(3) == 0 { 0 } else { self.below(200_000) };
        Usage {
            input: count(),
            output: count(),
            cache_write_5m: count(),
            cache_write_1h: count(),
            cache_read: count(),
            input_image: count(),
            output_image: count(),
            reasoning: count(),
        }
    }
}

#[test]
fn parts_are_the_whole_and_a_stored_cost_can_be_worked_out_again() {
    let mut luck = Luck(20_261_125);
    for round in 0..20_000 {
        let mut price =
            Price { request: luck.below(2) * luck.below(1 << 40), standard: luck.ladder(), ..Price::default() };
        if luck.below(2) == 0 {
            price.tiers.insert(Tier::Flex, luck.ladder());
        }
        let usage = luck.usage();
        let tier = Tier::ALL[luck.below(4) as usize];
        let mut ratio = || Ratio(if luck.below(3) == 0 { 10_000 } else { luck.below(100_000) });
        let terms = Terms { tier, provider: ratio(), group: ratio(), model: ratio() };
        let cost = cost(&price, &usage, terms);

        assert_eq!(cost.lines.iter().map(|line| line.cost).sum::<Nanos>(), cost.base, "{round}");
        let tokens: i64 =
            cost.lines.iter().filter(|line| line.class != TokenClass::Request).map(|line| line.tokens).sum();
        assert_eq!(tokens, usage.total(), "{round}");
        // Through the log and back.
        let stored: Cost = serde_json::from_str(&serde_json::to_string(&cost).unwrap()).unwrap();
        assert_eq!((stored.recompute(&usage), &stored), (Some(cost.total), &cost), "{round}");
        // In floats it is about the same.
        let factor = terms.provider.to_f64() * terms.group.to_f64() * terms.model.to_f64();
        let about = cost.lines.iter().map(|line| line.tokens as f64 * line.rate as f64).sum::<f64>() / 1e6 * factor;
        assert!((about - cost.total.0 as f64).abs() <= 1.0 + about * 1e-9, "{round}: {about} and {}", cost.total.0);
    }
}

#[test]
fn other_usage_than_the_stored_one_is_another_cost() {
    let usage = Usage { input: 10, output: 3, ..Usage::default() };
    let cost = cost(&sonnet(), &usage, Terms::default());
    assert_eq!(cost.recompute(&Usage { input: 11, ..usage }), Some(Nanos(cost.total.0 + 3_000)));
    assert_eq!(cost.recompute(&Usage { cache_read: 1, ..usage }), None, "no rate was stored for it");
}
