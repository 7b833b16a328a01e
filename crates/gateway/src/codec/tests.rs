//! Recorded and documented answers, each with what a meter must learn of it: `tests/fixtures/golden.json`.

use crate::budget::Budget;
use crate::family::Target;
use crate::observe::Observer;
use bytes::Bytes;
use domain::log::Outcome;
use domain::price::{Price, Terms, Tier, TierSource, cost};
use domain::usage::Usage;
use domain::{Nanos, Ratio};
use reqwest::Method;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Debug, Deserialize)]
struct Golden {
    file: String,
    family: String,
    verdict: String,
    model: Option<String>,
    #[serde(flatten)]
    usage: BTreeMap<String, serde_json::Value>,
    service_tier: Option<String>,
    r#final: bool,
}

impl Golden {
    fn all() -> Vec<Self> {
        serde_json::from_slice(&read("golden.json")).unwrap()
    }

    fn path(&self) -> &'static str {
        match self.family.as_str() {
            "messages" => "/v1/messages",
            "chat" => "/v1/chat/completions",
            "responses" => "/v1/responses",
            "compact" => "/v1/responses/compact",
            "gemini" if self.file.contains("embed") => "/v1beta/models/m:embedContent",
            "gemini" => "/v1beta/models/m:streamGenerateContent",
            "gemini-cli" => "/v1internal:generateContent",
            "images" => "/v1/images/generations",
            "completions" => "/v1/completions",
            "embeddings" => "/v1/embeddings",
            "audio" => "/v1/audio/transcriptions",
            other => panic!("{other}"),
        }
    }

    fn usage(&self) -> Usage {
        let count = |name: &str| self.usage[name].as_i64().unwrap();
        Usage {
            input: count("input"),
            output: count("output"),
            cache_write_5m: count("cache_write_5m"),
            cache_write_1h: count("cache_write_1h"),
            cache_read: count("cache_read"),
            input_image: count("input_image"),
            output_image: count("output_image"),
            reasoning: count("reasoning"),
        }
    }

    fn observed<'a>(&self, pieces: impl Iterator<Item = &'a [u8]>) -> (Outcome, Observer) {
        let kind = if self.file.ends_with(".sse") { "text/event-stream" } else { "application/json" };
        let headers = [(CONTENT_TYPE, HeaderValue::from_static(kind))].into_iter().collect();
        let family = Target::of(&Method::POST, self.path(), &HeaderMap::new()).unwrap().family;
        let mut observer = Observer::new(StatusCode::OK, &headers, Budget::new(1 << 20).share(), family);
        pieces.for_each(|piece| observer.feed(&Bytes::copy_from_slice(piece)));
        let outcome = observer.end().outcome;
        (outcome, observer)
    }
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

fn verdict(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "ok",
        Outcome::VendorError => "vendor_error",
        Outcome::Truncated => "truncated",
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_answer_is_metered_as_its_vendor_states() {
    let all = Golden::all();
    let mut wrong = Vec::new();
    for golden in &all {
        let bytes = read(&golden.file);
        let (outcome, observer) = golden.observed(std::iter::once(&bytes[..]));
        let answer = &observer.answer;
        let found = (
            verdict(outcome),
            answer.usage,
            answer.model.as_deref(),
            answer.service_tier.as_deref(),
            answer.usage_final,
        );
        let want = (
            golden.verdict.as_str(),
            golden.usage(),
            golden.model.as_deref(),
            golden.service_tier.as_deref(),
            golden.r#final,
        );
        if found != want {
            wrong.push(format!("{}\n  found {found:?}\n  want  {want:?}", golden.file));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
    assert!(all.len() >= 60);
}

/// Every offset is a cut in one of so many runs.
const PERIOD: usize = 61;
/// As far as this, every offset is also the only cut.
const SHORT: usize = 400;

/// Each stream cut at every byte, and one byte at a time.
fn every_cut_says_the_same(families: &[&str]) {
    let mut count = 0;
    for golden in Golden::all().iter().filter(|golden| families.contains(&golden.family.as_str())) {
        if !golden.file.contains("stream") {
            continue;
        }
        let bytes = read(&golden.file);
        let said = |(outcome, observer): (Outcome, Observer)| {
            let answer = observer.answer;
            (
                outcome,
                answer.usage,
                answer.model,
                answer.stop_reason,
                answer.error,
                answer.content_begun,
                answer.decided,
            )
        };
        let want = said(golden.observed(std::iter::once(&bytes[..])));
        assert_eq!(said(golden.observed(bytes.chunks(1))), want, "{} byte by byte", golden.file);
        for first in 0..PERIOD.min(bytes.len()) {
            let pieces = std::iter::once(&bytes[..first]).chain(bytes[first..].chunks(PERIOD));
            assert_eq!(said(golden.observed(pieces)), want, "{} cut at {first} and on", golden.file);
        }
        for cut in 0..bytes.len().min(SHORT) {
            let pieces = [&bytes[..cut], &bytes[cut..]];
            assert_eq!(said(golden.observed(pieces.into_iter())), want, "{} cut at {cut}", golden.file);
        }
        count += 1;
    }
    assert!(count >= 5, "{families:?} have {count} streams");
}

#[test]
fn messages_streams_may_be_cut_anywhere() {
    every_cut_says_the_same(&["messages"]);
}

#[test]
fn chat_streams_may_be_cut_anywhere() {
    every_cut_says_the_same(&["chat", "completions", "images", "audio"]);
}

#[test]
fn responses_streams_may_be_cut_anywhere() {
    every_cut_says_the_same(&["responses"]);
}

#[test]
fn gemini_streams_may_be_cut_anywhere() {
    every_cut_says_the_same(&["gemini", "gemini-cli"]);
}

/// One of `tests/fixtures/cost/cases.json`: an answer of the golden ones, or usage that none of them has.
#[derive(Debug, Deserialize)]
struct Bill {
    name: String,
    model: String,
    answer: Option<String>,
    usage: Option<Usage>,
    tier: Tier,
    /// Provider, group, model.
    multipliers: [Ratio; 3],
    billed_tier: Tier,
    above: Option<i64>,
    base: Nanos,
    total: Nanos,
}

#[derive(Deserialize)]
struct Bills {
    prices: BTreeMap<String, serde_json::Value>,
    cases: Vec<Bill>,
}

/// Another program worked the figures out, from the vendors' price pages.
#[test]
fn every_answer_costs_what_its_vendor_bills() {
    let bills: Bills = serde_json::from_slice(&read("cost/cases.json")).unwrap();
    let golden = Golden::all();
    let mut wrong = Vec::new();
    for bill in &bills.cases {
        let (usage, tier) = match (&bill.answer, bill.usage) {
            (Some(file), _) => {
                let bytes = read(file);
                let golden = golden.iter().find(|golden| golden.file == *file).unwrap();
                let answer = golden.observed(std::iter::once(&bytes[..])).1.answer;
                (answer.usage, TierSource::Answered.tier(None, answer.service_tier.as_deref()))
            }
            (None, usage) => (usage.unwrap(), bill.tier),
        };
        let price = Price::parse(&bills.prices[&bill.model]).unwrap();
        let [provider, group, model] = bill.multipliers;
        let cost = cost(&price, &usage, Terms { tier, provider, group, model });
        let found = (cost.tier, cost.above, cost.base, cost.total);
        let want = (bill.billed_tier, bill.above, bill.base, bill.total);
        if found != want {
            wrong.push(format!("{}\n  found {found:?}\n  want  {want:?}", bill.name));
        }
        assert_eq!(cost.lines.iter().map(|line| line.cost).sum::<Nanos>(), cost.base, "{}", bill.name);
        assert_eq!(cost.recompute(&usage), Some(cost.total), "{}", bill.name);
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), bills.cases.len(), wrong.join("\n"));
    assert!(bills.cases.len() >= 60);
}
