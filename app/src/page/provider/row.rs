use super::circuit::Standing;
use super::figure::{Editable, Figure};
use super::label::kind_label;
use super::query::{Open, Order};
use super::{Shelf, sift};
use crate::api::provider::{Adjustment, adjust_provider};
use crate::component::{Errand, ProviderMark, tries_tone};
use crate::i18n::locale;
use crate::ui::{At, Cell, Column, Lane, Row, Switch, Tone, format, toast};
use domain::Ratio;
use domain::availability::ProviderDay;
use domain::provider::Provider;
use leptos::prelude::*;

pub(super) fn columns(shelf: Shelf) -> Vec<Column> {
    let (t, own) = (locale().provider(), locale().fleet());
    let by = |column: Column, order| {
        let (href, now) = shelf.query.with(|query| query.by(order));
        column.sort(href, now)
    };
    vec![
        by(Column::new(t.name()), Order::Name),
        Column::new(t.kind_credential()),
        Column::new(t.groups()),
        by(Column::new(t.priority()).right(), Order::Priority),
        by(Column::new(t.weight()).right(), Order::Weight),
        Column::new(t.multiplier()).right(),
        by(Column::new(own.today()).right().about(own.today_is().to_owned()), Order::Cost),
        Column::new(own.last_day()).about(own.last_day_is().to_owned()),
        Column::new(locale().circuit().title()),
        Column::new(t.enabled()),
    ]
}

#[component]
pub(super) fn ProviderRow(provider: Provider) -> impl IntoView {
    let (t, own) = (locale().provider(), locale().fleet());
    let shelf = expect_context::<Shelf>();
    let toast = toast();
    let errand = Errand::new();
    let on = RwSignal::new(provider.enabled);
    let id = provider.id;
    let switch = move |enabled: bool| {
        if errand.busy.get_untracked() {
            return on.set(!enabled);
        }
        let to = Adjustment { enabled: Some(enabled), ..Adjustment::default() };
        errand.run(adjust_provider(id, to), move |outcome| match outcome {
            Ok(saved) => shelf.keep(saved),
            Err(refused) => {
                on.set(!enabled);
                toast(Tone::Bad, refused.message);
            }
        });
    };
    let figure = |figure: Figure| view! { <Editable provider=provider.clone() figure /> };
    let (priority, weight, multiplier) = (figure(Figure::Priority), figure(Figure::Weight), figure(Figure::Multiplier));
    let groups = sift::groups(&provider).collect::<Vec<_>>().join(", ");
    let label = t.enabled_of(&provider.name);
    let choice = own.choose(&provider.name);
    let name = provider.name.clone();
    let hints = hints(&provider);
    let hints = (!hints.is_empty())
        .then(|| view! { <span class="xs faint clip hints" title=hints.clone()>{hints.clone()}</span> });
    let chosen = move || shelf.chosen.with(|all| all.contains(&id));
    let day = shelf.day_of(id);
    let lane = lane(&day, &provider.name);
    view! {
        <Row selected=Signal::derive(move || shelf.is_open(id) || chosen())>
            <Cell at=At::Lead clip=true>
                <span class="who">
                    <label class="tick">
                        <input
                            type="checkbox"
                            aria-label=choice
                            prop:checked=chosen
                            on:change=move |event| shelf.choose(id, event_target_checked(&event))
                        />
                    </label>
                    <ProviderMark kind=provider.kind id=id.0 />
                    <a class="cover clip" href=move || shelf.at(Open::Edit(id)) data-noscroll=""><b>{provider.name}</b></a>
                    <span class="faint clip desk">{provider.note}</span>
                </span>
                <span class="who xs below"><span class="mono muted clip">{provider.url}</span>{hints}</span>
            </Cell>
            <Cell at=At::Sub clip=true>
                <span>{kind_label(provider.kind)}" "<span class="mono faint">{provider.key_hint}</span></span>
            </Cell>
            <Cell at=At::Line label=t.groups() clip=true>{groups}</Cell>
            <Cell at=At::Line label=t.priority() right=true>{priority}</Cell>
            <Cell at=At::Line label=t.weight() right=true>{weight}</Cell>
            <Cell at=if provider.multiplier == Ratio::ONE { At::Wide } else { At::Line } label=t.multiplier() right=true>{multiplier}</Cell>
            <Cell at=At::Line label=own.today() right=true>{today(&day)}</Cell>
            <Cell at=At::Line label=own.last_day()>{lane}</Cell>
            <Cell at=At::Badge><Standing id name enabled=on breakers=shelf.breakers href=Signal::derive(move || shelf.at(Open::Circuit(id))) /></Cell>
            <Cell at=At::Value><Switch on label bare=true on_change=Callback::new(switch) /></Cell>
        </Row>
    }
}

/// Cost, and below it requests and the share of attempts that succeeded.
fn today(day: &ProviderDay) -> AnyView {
    let (requests, tries) = (day.totals.requests, day.tries);
    if requests == 0 && tries.attempts == 0 {
        return view! { <span class="faint">"–"</span> }.into_any();
    }
    let share = format::percent(tries.successes().max(0) as u64, tries.attempts.max(0) as u64);
    let requests = locale().fleet().requests(format::count(requests.max(0) as u64));
    view! {
        <span class="pile num">
            {format::money(day.totals.cost.0)}
            <small class="faint">{requests}" · "{share}</small>
        </span>
    }
    .into_any()
}

fn lane(day: &ProviderDay, name: &str) -> impl IntoView + use<> {
    let tries = day.cells.iter().copied().sum::<domain::availability::Tries>();
    let tones: Vec<Tone> = day.cells.iter().map(|cell| tries_tone(*cell)).collect();
    view! { <Lane tones label=locale().availability().lane(name, tries.attempts, tries.failures) /> }
}

/// What decides whether a request gets to the vendor, and what it looks like there.
fn hints(provider: &Provider) -> String {
    let t = locale().provider();
    let redirects = match provider.redirects.len() {
        0 => None,
        1 => Some(t.one_redirect().to_owned()),
        many => Some(t.many_redirects(many)),
    };
    let routing = &provider.routing;
    let hours = routing.active_hours.map(|hours| hours.to_string());
    let limit = provider.limits.caps.concurrent_requests.map(|limit| t.at_once(limit));
    let urls = match routing.endpoints.len() {
        0 => None,
        1 => Some(t.one_more_url().to_owned()),
        many => Some(t.more_urls(many)),
    };
    let proxy = (!provider.proxy_hint.is_empty()).then(|| t.by_proxy().to_owned());
    [hours, limit, urls, redirects, proxy].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
