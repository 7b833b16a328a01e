use super::*;
use domain::breaker::BreakerRule;
use domain::routing::ModelMultiplier;
use domain::timeout::Timeouts;
use domain::{Names, Ratio};
use leptos::prelude::Owner;

fn with_draft(saved: &Routing, test: impl FnOnce(RoutingDraft)) {
    Owner::new().with(|| test(RoutingDraft::new(saved)));
}

/// What no field shows in full is in here as well.
fn full() -> Routing {
    Routing {
        group_priorities: [("eu".to_owned(), 3), ("us".to_owned(), 0)].into(),
        active_hours: "22:00-06:00".parse().ok(),
        allowed_clients: vec!["claude-cli/* (external, cli)".to_owned(), "codex-cli".to_owned()].into(),
        blocked_clients: Names::split("curl"),
        endpoints: Names::split("https://a.example\nhttps://b.example/v1"),
        max_attempts: Some(3),
        sticky: false,
        breaker: BreakerRule { threshold: 0, open_ms: 1_001, successes: 4 },
        timeouts: Timeouts { connect_ms: 1_500, first_byte_ms: 90_000, idle_ms: 1, total_ms: 0 },
        model_multipliers: vec![ModelMultiplier { pattern: "claude-opus*".to_owned(), multiplier: Ratio(12_345) }],
    }
}

#[test]
fn what_was_saved_is_read_again() {
    for saved in [Routing::default(), full()] {
        with_draft(&saved, |draft| assert_eq!(draft.read(Locale::En).unwrap(), saved));
    }
}

#[test]
fn a_field_that_is_cleared_is_as_it_is_by_default() {
    with_draft(&full(), |draft| {
        for text in draft.texts() {
            text.set(String::new());
        }
        let breaker = BreakerRule::default();
        draft.reliability.threshold.set(breaker.threshold.to_string());
        draft.reliability.open_for.text.set("30".into());
        draft.reliability.successes.set(breaker.successes.to_string());
        draft.audience.sticky.set(true);
        draft.audience.group_priorities.remove(0);
        draft.audience.group_priorities.remove(1);
        draft.multipliers.remove(0);
        assert_eq!(draft.read(Locale::En).unwrap(), Routing::default());
    });
}

#[test]
fn one_field_changes_nothing_but_itself() {
    with_draft(&full(), |draft| {
        draft.timeouts.total.text.set(" 2.25 ".into());
        draft.audience.hours.set("9:00—18：30".into());
        let want = Routing {
            active_hours: "09:00-18:30".parse().ok(),
            timeouts: Timeouts { total_ms: 2_250, ..full().timeouts },
            ..full()
        };
        assert_eq!(draft.read(Locale::En).unwrap(), want);
    });
}

#[test]
fn what_the_hub_would_refuse_is_told_at_its_field() {
    type Pick = fn(RoutingDraft) -> RwSignal<String>;
    let cases: [(Pick, &str, &str); 12] = [
        (|draft| draft.audience.hours, "9-17", "active_hours"),
        (|draft| draft.audience.hours, "09:00-09:00", "active_hours"),
        (|draft| draft.reliability.endpoints, "https://a.example\nb.example", "endpoints"),
        (|draft| draft.reliability.attempts, "0", "max_attempts"),
        (|draft| draft.reliability.attempts, "11", "max_attempts"),
        (|draft| draft.reliability.threshold, "", "threshold"),
        (|draft| draft.reliability.open_for.text, "0.01", "open_for"),
        (|draft| draft.reliability.successes, "0", "successes"),
        (|draft| draft.timeouts.connect.text, "-1", "connect"),
        (|draft| draft.timeouts.first_byte.text, "soon", "first_byte"),
        (|draft| draft.timeouts.idle.text, "86401", "idle"),
        (|draft| draft.timeouts.total.text, "1 s", "total"),
    ];
    for (field, text, name) in cases {
        with_draft(&Routing::default(), |draft| {
            field(draft).set(text.into());
            let fault = draft.read(Locale::ZhCn).unwrap_err();
            assert_eq!(fault.field.as_deref(), Some(name), "{text}");
            assert!(!fault.message.is_ascii(), "in the reader's language: {}", fault.message);
            assert_eq!(field(draft).get_untracked(), text, "what was typed stays");
        });
    }
}

#[test]
fn a_group_has_one_priority() {
    let row = |group: &str, priority: &str| GroupPriority { group: group.into(), priority: priority.into() };
    with_draft(&Routing::default(), |draft| {
        let rows = draft.audience.group_priorities;
        rows.add(row("", " "));
        rows.add(row(" eu ", "2"));
        assert_eq!(draft.read(Locale::En).unwrap().group_priorities, [("eu".to_owned(), 2)].into());
        for wrong in [row("eu", "3"), row("us", ""), row("", "1"), row("us", "-1")] {
            rows.add(wrong);
            let fault = draft.read(Locale::En).unwrap_err();
            assert_eq!(fault.field.as_deref(), Some("group_priorities"));
            assert!(fault.message.contains("row 3") || fault.message.contains("Row 3"), "{}", fault.message);
            rows.remove(2);
        }
    });
}

#[test]
fn a_multiplier_needs_a_model_and_a_number() {
    let row =
        |pattern: &str, multiplier: &str| TypedMultiplier { pattern: pattern.into(), multiplier: multiplier.into() };
    with_draft(&Routing::default(), |draft| {
        draft.multipliers.add(row("", " "));
        draft.multipliers.add(row(" opus* ", "1.5"));
        let want = [ModelMultiplier { pattern: "opus*".into(), multiplier: Ratio(15_000) }];
        assert_eq!(draft.read(Locale::En).unwrap().model_multipliers, want);
        for wrong in [row("", "2"), row("haiku", ""), row("haiku", "-1")] {
            draft.multipliers.add(wrong);
            let fault = draft.read(Locale::En).unwrap_err();
            assert_eq!(fault.field.as_deref(), Some("model_multipliers"));
            assert!(fault.message.contains("Row 3"), "{}", fault.message);
            draft.multipliers.remove(2);
        }
    });
}
