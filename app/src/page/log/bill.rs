use crate::i18n::locale;
use crate::ui::format::times;
use crate::ui::{Note, Tone, format};
use domain::Ratio;
use domain::log::LogEntry;
use domain::price::{Basis, Cost, ModelSource, Tier, TokenClass};
use domain::usage::Usage;
use leptos::prelude::*;

/// Tokens by class and the formula of the cost, with its numbers as they were stored: of the attempt that counts, and
/// before it of those that were given up and are billed all the same.
#[component]
pub(super) fn Bill(entry: LogEntry) -> impl IntoView {
    let t = locale().story();
    let given_up = (1..).zip(&entry.attempts).filter(|(_, attempt)| !attempt.usage.is_empty());
    let mut parts: Vec<_> = given_up
        .map(|(number, attempt)| {
            let title = t.of_attempt(number, &attempt.provider.name);
            (title, attempt.cost.as_ref().map_or_else(|| tokens(&attempt.usage), |cost| formula(cost, &attempt.usage)))
        })
        .collect();
    let own = own(&entry);
    // One sum alone needs no title, and no sum of sums.
    let Some(provider) = entry.provider().filter(|_| !parts.is_empty()) else {
        return view! { <div class="stack">{own} {remark(&entry)}</div> }.into_any();
    };
    parts.extend(own.map(|own| (t.of_last(&provider.name), own)));
    let part = |(title, sum): (String, AnyView)| view! { <p class="sm muted break">{title}</p> {sum} };
    let total = entry.total_cost().map(|total| {
        view! { <div class="box row"><b class="grow">{t.all_attempts()}</b><b class="num">{format::money(total.0)}</b></div> }
    });
    view! {
        <div class="stack">{parts.into_iter().map(part).collect_view()} {total} {remark(&entry)}</div>
    }
    .into_any()
}

/// The last attempt's, which is the request's own.
fn own(entry: &LogEntry) -> Option<AnyView> {
    match &entry.cost {
        Some(cost) if entry.metered => Some(formula(cost, &entry.usage)),
        _ if !entry.usage.is_empty() => Some(tokens(&entry.usage)),
        _ => None,
    }
}

fn remark(entry: &LogEntry) -> Option<AnyView> {
    let t = locale().log();
    let (tone, text) = if !entry.metered {
        (Tone::Idle, t.not_metered().to_owned())
    } else if entry.unpriced {
        (Tone::Warn, t.no_price_for(entry.sent_model.as_deref().unwrap_or_else(|| t.no_model())))
    } else if entry.attempts.is_empty() {
        (Tone::Idle, t.nobody_asked().to_owned())
    } else if entry.estimated {
        (Tone::Warn, t.estimated().to_owned())
    } else {
        return None;
    };
    Some(view! { <Note tone>{text}</Note> }.into_any())
}

fn formula(cost: &Cost, usage: &Usage) -> AnyView {
    let t = locale().log();
    let line = |class, tokens: i64, rate: i64, nanos: i64| {
        view! {
            <span>{name(class)}</span>
            <span class="muted r">{factors(class, tokens, rate)}</span>
            <span class="r">{format::money(nanos)}</span>
        }
    };
    let lines = cost.lines.iter().map(|each| line(each.class, each.tokens, each.rate, each.cost.0)).collect_view();
    let note = |text: String| view! { <span class="muted all">{text}</span> };
    let notes = (!cost.lines.is_empty()).then(|| {
        [tier(cost), cost.basis.as_ref().map(basis), Some(multipliers(cost))]
            .into_iter()
            .flatten()
            .map(note)
            .collect_view()
    });
    view! {
        <div class="box sum">
            {lines}
            {notes}
            <div class="row total all"><b class="grow">{t.total()}</b><b>{format::money(cost.total.0)}</b></div>
            {reasoning(usage)}
        </div>
    }
    .into_any()
}

/// Femto-dollars a token are nano-dollars a million; a request has a price of its own.
fn factors(class: TokenClass, tokens: i64, rate: i64) -> String {
    match class {
        TokenClass::Request => price(rate / 1_000_000),
        _ => locale().log().per_million(format::count(tokens.max(0) as u64), price(rate)),
    }
}

/// Which of the model's prices these are, unless they are the usual ones.
fn tier(cost: &Cost) -> Option<String> {
    let t = locale().log();
    let context = cost.above.map(|tokens| t.price_above(format::count(tokens.max(0) as u64)));
    let tier = match cost.tier {
        Tier::Standard => None,
        Tier::Priority => Some(t.tier_priority()),
        Tier::Flex => Some(t.tier_flex()),
        Tier::Batch => Some(t.tier_batch()),
    };
    let parts: Vec<String> = tier.map(str::to_owned).into_iter().chain(context).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Whose price it is, and where it comes from.
fn basis(basis: &Basis) -> String {
    let (t, p) = (locale().log(), locale().price());
    let named = match basis.named {
        ModelSource::Requested => t.named_requested(),
        ModelSource::Sent => t.named_sent(),
        ModelSource::Answered => t.named_answered(),
    };
    let source = p.source(basis.source);
    let own = if basis.of_provider { format!(" · {}", p.of_provider_alone()) } else { String::new() };
    format!("{} ({named}) · {source}{own}", basis.model)
}

fn multipliers(cost: &Cost) -> String {
    let t = locale().log();
    let (provider, group, model) = (cost.provider_multiplier, cost.group_multiplier, cost.model_multiplier);
    match model == Ratio::ONE {
        true => t.multipliers(times(provider), times(group)),
        false => t.multipliers_all(times(provider), times(model), times(group)),
    }
}

/// What was used, where there is no price.
fn tokens(usage: &Usage) -> AnyView {
    let t = locale().log();
    let classes = [
        (TokenClass::Input, usage.input),
        (TokenClass::CacheWrite5m, usage.cache_write_5m),
        (TokenClass::CacheWrite1h, usage.cache_write_1h),
        (TokenClass::CacheRead, usage.cache_read),
        (TokenClass::InputImage, usage.input_image),
        (TokenClass::Output, usage.output),
        (TokenClass::OutputImage, usage.output_image),
    ];
    let line = |(class, tokens): (TokenClass, i64)| {
        view! {
            <span>{name(class)}</span>
            <span></span>
            <span class="r">{t.tokens(format::count(tokens.max(0) as u64))}</span>
        }
    };
    let lines = classes.into_iter().filter(|class| class.1 > 0).map(line).collect_view();
    view! { <div class="box sum">{lines}{reasoning(usage)}</div> }.into_any()
}

fn reasoning(usage: &Usage) -> Option<AnyView> {
    let t = locale().log();
    let text = t.of_which_reasoning(format::count(usage.reasoning.max(0) as u64));
    (usage.reasoning > 0).then(|| view! { <span class="muted all">{text}</span> }.into_any())
}

fn name(class: TokenClass) -> &'static str {
    let t = locale().log();
    match class {
        TokenClass::Input => t.class_input(),
        TokenClass::CacheWrite5m => t.class_write_5m(),
        TokenClass::CacheWrite1h => t.class_write_1h(),
        TokenClass::CacheRead => t.class_read(),
        TokenClass::InputImage => t.class_input_image(),
        TokenClass::Output => t.class_output(),
        TokenClass::OutputImage => t.class_output_image(),
        TokenClass::Reasoning => t.class_reasoning(),
        TokenClass::Request => t.class_request(),
    }
}

/// Without the zeros that a rate does not need: `$0.20`, `$0.0375`.
fn price(nanos: i64) -> String {
    let mut text = format::money(nanos);
    let cents = text.find('.').map_or(text.len(), |point| point + 3);
    while text.len() > cents && text.ends_with('0') {
        text.pop();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::price;

    #[test]
    fn a_rate_has_the_digits_it_needs() {
        for (nanos, text) in [(200_000_000, "$0.20"), (3_000_000_000, "$3.00"), (37_500_000, "$0.0375"), (0, "$0")] {
            assert_eq!(price(nanos), text);
        }
    }
}
