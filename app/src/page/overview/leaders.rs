use super::lens::{Board, Lens};
use crate::component::Measure;
use crate::i18n::locale;
use crate::ui::icon::ARROW;
use crate::ui::{Card, Link, LinkButton, Look, Meter, Segment, address, format};
use domain::report::{Overview, Span, Totals};
use leptos::prelude::*;

const SHOWN: usize = 8;

/// Who used most, and of what.
#[component]
pub(super) fn LeadersCard(data: RwSignal<Overview>, lens: Memo<Lens>) -> impl IntoView {
    let t = locale().overview();
    let boards = Signal::derive(move || {
        let here = lens.get();
        [(Board::Users, t.users()), (Board::Providers, t.providers()), (Board::Models, t.models())]
            .map(|(top, label)| Link::new(label, Lens { top, ..here }.href(), here.top == top))
            .to_vec()
    });
    let measures = Signal::derive(move || {
        let here = lens.get();
        [(Measure::Cost, t.cost()), (Measure::Requests, t.requests()), (Measure::Tokens, t.tokens())]
            .map(|(rank, label)| Link::new(label, Lens { rank, ..here }.href(), here.rank == rank))
            .to_vec()
    });
    let ranks = move || {
        let Lens { top, rank, .. } = lens.get();
        let mut lines = data.with(|data| lines(data, top));
        lines.sort_by_key(|line| std::cmp::Reverse(measure(&line.totals, rank)));
        lines.truncate(SHOWN);
        let most = lines.first().map_or(0, |line| measure(&line.totals, rank)).max(1);
        match lines.is_empty() {
            true => view! { <p class="sm muted">{t.none_yet()}</p> }.into_any(),
            false => view! {
                <ol class="rank">{lines.into_iter().map(|line| ranked(line, rank, most)).collect_view()}</ol>
            }
            .into_any(),
        }
    };
    view! {
        <Card title=t.leaders() actions=move || view! { <Segment label=t.rank_by() links=measures /> }>
            <Segment label=t.board() links=boards />
            {ranks}
            <LinkButton
                label=t.whole_leaderboard()
                href=Signal::derive(move || whole(lens.get()))
                look=Look::Quiet
                small=true
                icon=ARROW
            />
        </Card>
    }
}

/// The same figures, for the same span, of all.
fn whole(lens: Lens) -> String {
    let scope = match lens.top {
        Board::Users => None,
        Board::Providers => Some("provider"),
        Board::Models => Some("model"),
    };
    let span = match lens.span {
        Span::Today => Some("day"),
        Span::Week => None,
        Span::Month => Some("month"),
    };
    address("/leaderboard", &[("scope", scope.map(str::to_owned)), ("span", span.map(str::to_owned))])
}

struct Line {
    name: String,
    /// Its requests.
    href: String,
    totals: Totals,
}

fn lines(data: &Overview, top: Board) -> Vec<Line> {
    let line = |name: &str, filter, value: String, totals| Line {
        name: name.to_owned(),
        href: address("/logs", &[(filter, Some(value))]),
        totals,
    };
    match top {
        Board::Users => {
            let users = data.leaders.iter();
            users.map(|user| line(&user.user_name, "user", user.user_id.to_string(), user.totals)).collect()
        }
        Board::Providers => {
            let used = data.providers.iter().filter(|one| one.totals.requests > 0);
            used.map(|one| line(&one.provider.name, "provider", one.provider.id.to_string(), one.totals)).collect()
        }
        Board::Models => {
            let models = data.models.iter();
            models.map(|model| line(&model.name, "model", model.name.clone(), model.totals)).collect()
        }
    }
}

fn measure(totals: &Totals, rank: Measure) -> i64 {
    match rank {
        Measure::Cost => totals.cost.0,
        Measure::Requests => totals.requests,
        Measure::Tokens => totals.usage.total(),
    }
}

fn ranked(Line { name, href, totals }: Line, rank: Measure, most: i64) -> impl IntoView {
    let value = measure(&totals, rank);
    let figures = match rank {
        Measure::Cost => format::money(value),
        Measure::Requests => format::count(value as u64),
        Measure::Tokens => format::short(value as u64),
    };
    let share = value as f64 / most as f64;
    view! {
        <li>
            <a href=href>
                <Meter used=Signal::stored(share) label=name figures plain=true />
            </a>
        </li>
    }
}
