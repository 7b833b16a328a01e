use super::lens::{Lens, Measure};
use crate::i18n::locale;
use crate::ui::icon::ARROW;
use crate::ui::{Card, Link, LinkButton, Look, Meter, Segment, format};
use domain::report::{Leader, Overview, Span};
use leptos::prelude::*;

const SHOWN: usize = 8;

/// Who used most.
#[component]
pub(super) fn LeadersCard(data: RwSignal<Overview>, lens: Memo<Lens>) -> impl IntoView {
    let t = locale().overview();
    let links = Signal::derive(move || {
        let here = lens.get();
        [(Measure::Cost, t.cost()), (Measure::Requests, t.requests()), (Measure::Tokens, t.tokens())]
            .map(|(rank, label)| Link::new(label, Lens { rank, ..here }.href(), here.rank == rank))
            .to_vec()
    });
    // The same figures, for the same span.
    let whole = Signal::derive(move || {
        match lens.get().span {
            Span::Today => "/leaderboard?span=day",
            Span::Week => "/leaderboard",
            Span::Month => "/leaderboard?span=month",
        }
        .to_owned()
    });
    let ranks = move || {
        let rank = lens.get().rank;
        let mut leaders = data.with(|data| data.leaders.clone());
        leaders.sort_by_key(|leader| std::cmp::Reverse(measure(leader, rank)));
        leaders.truncate(SHOWN);
        let most = leaders.first().map_or(0, |leader| measure(leader, rank)).max(1);
        match leaders.is_empty() {
            true => view! { <p class="sm muted">{t.nobody_yet()}</p> }.into_any(),
            false => view! {
                <ol class="rank">{leaders.into_iter().map(|leader| line(leader, rank, most)).collect_view()}</ol>
            }
            .into_any(),
        }
    };
    view! {
        <Card title=t.leaders() actions=move || view! { <Segment label=t.rank_by() links /> }>
            {ranks}
            <LinkButton label=t.whole_leaderboard() href=whole look=Look::Quiet small=true icon=ARROW />
        </Card>
    }
}

fn measure(leader: &Leader, rank: Measure) -> i64 {
    match rank {
        Measure::Cost => leader.totals.cost.0,
        Measure::Requests => leader.totals.requests,
        Measure::Tokens => leader.totals.usage.total(),
    }
}

fn line(leader: Leader, rank: Measure, most: i64) -> impl IntoView {
    let value = measure(&leader, rank);
    let figures = match rank {
        Measure::Cost => format::money(value),
        Measure::Requests => format::count(value as u64),
        Measure::Tokens => format::short(value as u64),
    };
    let share = value as f64 / most as f64;
    view! {
        <li>
            <a href=format!("/logs?user={}", leader.user_id)>
                <Meter used=Signal::stored(share) label=leader.user_name figures plain=true />
            </a>
        </li>
    }
}
