mod detail;
mod query;
mod row;

use crate::api::availability::load_availability;
use crate::api::breaker::load_breakers;
use crate::api::load;
use crate::component::{AdminOnly, Problem, ProviderMark, follow};
use crate::i18n::locale;
use crate::ui::icon::PLUG;
use crate::ui::{Card, Drawer, Empty, Link, LinkButton, Look, Note, Segment, Shape, Skeleton, Table, Tone};
use detail::Detail;
use domain::availability::{Availability, Reach, Track};
use domain::breaker::BreakerReport;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use query::Query;
use row::{TrackRow, columns};

const HOME: &str = "/availability";

/// How providers did of late, and how their breakers stand now.
#[component]
pub fn AvailabilityPage() -> impl IntoView {
    view! {
        <Title text=locale().availability().title() />
        <AdminOnly>
            <Loaded />
        </AdminOnly>
    }
}

#[component]
fn Loaded() -> impl IntoView {
    let t = locale().availability();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(Query::read));
    let reach = Memo::new(move |_| query.with(|query| query.reach));
    let loaded = load(reach, |reach| async move { Ok((load_availability(reach).await?, load_breakers().await?)) });
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(found) => view! { <List found query /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    let reaches = move || {
        let here = Query { open: None, ..query.get() };
        let name = |reach| match reach {
            Reach::Hour => t.hour(),
            Reach::SixHours => t.six_hours(),
            Reach::Day => t.day(),
            Reach::Week => t.week(),
        };
        Reach::ALL.map(|reach| Link::new(name(reach), Query { reach, ..here }.href(), reach == here.reach)).to_vec()
    };
    let orders = move || {
        let here = Query { open: None, ..query.get() };
        [(t.worst(), false), (t.by_name(), true)]
            .map(|(name, by_name)| Link::new(name, Query { by_name, ..here }.href(), by_name == here.by_name))
            .to_vec()
    };
    view! {
        <div class="head">
            <h1 class="grow">{t.title()}</h1>
            <Segment label=t.order() links=Signal::derive(orders) />
            <Segment label=t.span() links=Signal::derive(reaches) />
        </div>
        <p class="sm muted">{t.hint()}</p>
        <Transition fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Transition>
    }
}

#[component]
fn List(found: (Availability, Vec<BreakerReport>), query: Memo<Query>) -> impl IntoView {
    let t = locale().availability();
    let (availability, breakers) = found;
    if availability.tracks.is_empty() {
        return view! {
            <Card>
                <Empty icon=PLUG title=t.none()>
                    <LinkButton label=locale().provider().add() href="/providers?new" look=Look::Primary />
                </Empty>
            </Card>
        }
        .into_any();
    }
    let breakers = RwSignal::new(breakers);
    follow(breakers, load_breakers);
    let times = StoredValue::new(times(&availability));
    let tracks = StoredValue::new(availability.tracks);
    // The hub has them in the other order.
    let rows = move || {
        let mut rows = tracks.get_value();
        if query.with(|query| query.by_name) {
            rows.sort_by_key(|track| track.provider.name.to_lowercase());
        }
        rows
    };
    let open = Memo::new(move |_| query.with(|query| query.open));
    let opened = move || -> Option<Track> {
        let id = open.get()?;
        tracks.with_value(|all| all.iter().find(|track| track.provider.id == id).cloned())
    };
    let head = move || {
        let mark = opened().map(|Track { provider, .. }| {
            view! { <ProviderMark kind=provider.kind id=provider.id.0 /><b class="break">{provider.name}</b> }
        });
        view! { <div class="row">{mark}</div> }
    };
    let body = move || match opened() {
        Some(track) => view! { <Detail track times=times.get_value() /> }.into_any(),
        None => view! { <div class="apart"><Note tone=Tone::Warn>{t.gone()}</Note></div> }.into_any(),
    };
    let navigate = use_navigate();
    let close = move |()| {
        let list = query.with_untracked(|query| Query { open: None, ..*query }.href());
        navigate(&list, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let name = move || opened().map(|track| track.provider.name).unwrap_or_default();
    view! {
        <Legend />
        <Card flush=true>
            <Table label=t.title() columns=columns()>
                <For each=rows key=|track| track.provider.id let:track>
                    <TrackRow track times query breakers />
                </For>
            </Table>
        </Card>
        <Drawer
            label=Signal::derive(name)
            open=Signal::derive(move || open.get().is_some())
            on_close=Callback::new(close)
            head
        >
            {body}
        </Drawer>
    }
    .into_any()
}

/// What the bars of a lane say.
#[component]
fn Legend() -> impl IntoView {
    let tones = [Tone::Ok, Tone::Warn, Tone::Bad, Tone::Idle];
    let item = |tone| view! { <li><Shape tone />" "{word(tone)}</li> };
    view! { <ul class="legend tones">{tones.map(item).into_iter().collect_view()}</ul> }
}

fn word(tone: Tone) -> &'static str {
    let t = locale().availability();
    match tone {
        Tone::Ok => t.all_well(),
        Tone::Warn => t.some_failed(),
        Tone::Bad => t.most_failed(),
        Tone::Idle | Tone::Run => t.no_data(),
    }
}

/// When each cell begins, by the hub's clock; with the day where there are several.
fn times(availability: &Availability) -> Vec<String> {
    use crate::ui::format::Moment;
    let moments = availability.starts.iter().zip(&availability.offsets);
    let moments: Vec<Moment> = moments.map(|(start, offset)| Moment::at(start.0, *offset)).collect();
    let days = moments.first().map(|first| first.date()) != moments.last().map(|last| last.date());
    let time = |moment: &Moment| {
        if days { format!("{} {}", moment.date(), moment.minute()) } else { moment.minute() }
    };
    moments.iter().map(time).collect()
}
