mod draw;
mod query;

use crate::api::load;
use crate::api::report::load_charts;
use crate::component::context::is_admin;
use crate::component::{Chart, ChartData, Measure, Problem, SpanPicker, Time, course_bars};
use crate::i18n::locale;
use crate::ui::format::Moment;
use crate::ui::icon::BARS;
use crate::ui::{Card, Empty, Link, LinkButton, Look, Segment, Skeleton};
use domain::leaderboard::{Period, Statistics};
use domain::report::Dimension;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use query::Query;

/// `/statistics`: how use, its cost and its speed went on over a span that is drawn on any of the charts.
#[component]
pub(crate) fn StatisticsPage() -> impl IntoView {
    let t = locale().statistic();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(Query::read));
    let asked = Memo::new(move |_| query.with(|query| (query.time.when(), query.by)));
    let loaded = load(asked, |(when, by)| load_charts(when, vec![by, Dimension::Model, Dimension::Provider]));
    let content = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(courses) => view! { <Charts courses query /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t.title() />
        <div class="head wrap">
            <h1>{t.title()}</h1>
            <span class="grow"></span>
            <SpanPicker
                time=Signal::derive(move || query.with(|query| query.time.clone()))
                href=move |time| Query { time, ..query.get() }.href()
            />
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=8 height=60 /></Card> }>{content}</Transition>
    }
}

/// `courses`: by what the page tells apart, by model and by provider.
#[component]
fn Charts(courses: Vec<Statistics>, query: Memo<Query>) -> impl IntoView {
    let t = locale().statistic();
    let [course, models, providers] = <[Statistics; 3]>::try_from(courses).unwrap_or_default();
    if course.sums.iter().all(|sums| sums.requests == 0) {
        return view! { <Card flush=true><Empty icon=BARS title=t.none() hint=t.none_hint() /></Card> }.into_any();
    }
    let span = spoken(&course);
    let drawn = query.with_untracked(|query| query.time.since.is_some());
    let (starts, end) = (course.buckets.clone(), course.until);
    let navigate = use_navigate();
    // The last column ends where the next one would begin.
    let zoom = Callback::new(move |(first, last): (usize, usize)| {
        let Some(since) = starts.get(first).copied() else { return };
        let time = Time::between(since, starts.get(last + 1).copied().or(end));
        navigate(&query.with_untracked(|query| Query { time, ..query.clone() }.href()), NavigateOptions::default());
    });
    let back = drawn.then(|| {
        let href = query.with_untracked(|query| Query { time: Time::of(Period::Week), ..query.clone() }.href());
        view! { <LinkButton label=t.week_again() href small=true look=Look::Quiet /> }
    });
    let (first_content, duration) = (draw::first_content(&course), draw::duration(&course));
    let (cache, mix) = (draw::cache(&course), draw::mix(&models));
    let by_provider = course_bars(&providers, Measure::Cost);
    let course = StoredValue::new(course);
    let usage = Signal::derive(move || {
        let show = query.with(|query| query.show);
        course.with_value(|course| course_bars(course, show))
    });
    view! {
        <div class="row wrap sm muted">
            <span class="num">{span}</span>
            {back}
            <span class="grow"></span>
            {t.zoom_hint()}
        </div>
        <div class="charts">
            <section class="card whole">
                <header>
                    <h2>{t.usage()}</h2>
                    <Measures query />
                </header>
                <div class="body"><Chart id="usage" title=t.usage() data=usage on_zoom=zoom /></div>
            </section>
            <Picture id="mix" title=t.mix() about=t.mix_is() data=mix zoom />
            <Picture id="by-provider" title=t.by_provider() about=t.by_provider_is() data=by_provider zoom />
            <Picture id="first-content" title=t.first_content() about=t.first_content_is() data=first_content zoom />
            <Picture id="duration" title=t.duration() about=t.duration_is() data=duration zoom />
            <Picture id="cache" title=t.cache() about=t.cache_is() data=cache zoom />
        </div>
    }
    .into_any()
}

#[component]
fn Measures(query: Memo<Query>) -> impl IntoView {
    let (t, words) = (locale().overview(), locale().statistic());
    let measures = move || {
        let here = query.get();
        [(Measure::Cost, t.cost()), (Measure::Requests, t.requests()), (Measure::Tokens, t.tokens())]
            .map(|(show, label)| Link::new(label, Query { show, ..here.clone() }.href(), here.show == show))
            .to_vec()
    };
    let admin = is_admin();
    let layers = move || {
        let here = query.get();
        let all = [
            (Dimension::User, t.user()),
            (Dimension::Key, t.key()),
            (Dimension::Provider, t.provider()),
            (Dimension::Model, t.model()),
            (Dimension::Group, words.group()),
        ];
        // People who are not admins are alone in their figures.
        let seen = all.into_iter().filter(|(by, _)| admin || *by != Dimension::User);
        seen.map(|(by, label)| Link::new(label, Query { by, ..here.clone() }.href(), here.by == by)).collect::<Vec<_>>()
    };
    view! {
        <Segment label=t.measure() links=Signal::derive(measures) />
        <Segment label=t.layers() links=Signal::derive(layers) />
    }
}

#[component]
fn Picture(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    data: ChartData,
    zoom: Callback<(usize, usize)>,
) -> impl IntoView {
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <span class="xs muted">{about}</span>
            </header>
            <div class="body"><Chart id title data=Signal::stored(data) on_zoom=zoom /></div>
        </section>
    }
}

/// `2026-11-25 14:00 – 2026-11-25 17:15`, in the hub's time zone.
fn spoken(course: &Statistics) -> String {
    let offset = |at: Option<&i64>| at.copied().unwrap_or_default();
    let moment = |at: domain::Millis, offset| {
        let moment = Moment::at(at.0, offset);
        format!("{} {}", moment.date(), moment.minute())
    };
    let from = moment(course.from, offset(course.offsets.first()));
    match course.until {
        Some(until) => format!("{from} – {}", moment(until, offset(course.offsets.last()))),
        None => locale().statistic().since(from),
    }
}
