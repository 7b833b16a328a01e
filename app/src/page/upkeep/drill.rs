mod form;

use crate::api::load;
use crate::api::upkeep::{load_drill, stop_drill};
use crate::component::{Errand, Problem, outcome_tone, outcome_word};
use crate::i18n::locale;
use crate::ui::icon::{PLAY, RELOAD};
use crate::ui::{
    At, Button, Card, Cell, Column, Dialog, IconButton, Row, Skeleton, State, Table, Time, TimeShow, Tone, format,
    toast,
};
use domain::drill::DrillReport;
use form::DrillForm;
use leptos::prelude::*;

/// The last fault drill, and the next one.
#[component]
pub(super) fn Drills() -> impl IntoView {
    let t = locale().drill();
    let open = RwSignal::new(false);
    let loaded = load((), |()| load_drill());
    let reload = Callback::new(move |()| loaded.refetch());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(Some(report)) => view! { <Report report reload /> }.into_any(),
                Ok(None) => view! { <p class="muted">{t.none()}</p> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Card title=t.title()>
            <div class="stack">
                <p class="muted sm">{t.about()}</p>
                <Transition fallback=|| view! { <Skeleton lines=3 height=30 /> }>{show}</Transition>
                <div class="row">
                    <Button label=t.begin() icon=PLAY on_click=move || open.set(true) />
                </div>
            </div>
        </Card>
        <Dialog open title=t.begin()><DrillForm open reload /></Dialog>
    }
}

#[component]
fn Report(report: DrillReport, reload: Callback<()>) -> impl IntoView {
    let t = locale().drill();
    let (toast, errand) = (toast(), Errand::new());
    let stop = move || {
        errand.run(stop_drill(), move |outcome| match outcome {
            Ok(()) => reload.run(()),
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let (state, at) = match report.running {
        true => (view! { <State tone=Tone::Run text=t.running() /> }, report.drill.until),
        false => (view! { <State tone=Tone::Idle text=t.over() /> }, report.drill.until),
    };
    let show = if report.running { TimeShow::Ahead } else { TimeShow::Full };
    let stopping =
        report.running.then(|| view! { <Button label=t.stop() small=true busy=errand.busy on_click=stop /> });
    let part = |count: i64| format::count(count.unsigned_abs());
    let share = format::percent(report.answered.unsigned_abs(), report.requests.unsigned_abs());
    let sum = (report.requests > 0).then(|| {
        let added = report.added_ms.map(|ms| t.added(format::duration(ms.max(0).unsigned_abs())));
        view! {
            <p>{t.sum(part(report.requests), share, part(report.saved))}" "{added}</p>
            <Tables report />
        }
    });
    view! {
        <div class="row wrap">
            {state}
            <Time at=at.0 show />
            {stopping}
            <IconButton label=t.reload() icon=RELOAD on_click=move || reload.run(()) />
        </div>
        {sum}
    }
}

/// How its requests ended, and by whom.
#[component]
fn Tables(report: DrillReport) -> impl IntoView {
    let t = locale().drill();
    let count = |count: i64| format::count(count.unsigned_abs());
    let time = |ms: i64| format::duration(ms.max(0).unsigned_abs());
    let endings = report.endings.into_iter().map(move |ending| {
        let text = match ending.status {
            0 => outcome_word(ending.outcome).to_owned(),
            status => format!("{status} · {}", outcome_word(ending.outcome)),
        };
        view! {
            <Row>
                <Cell at=At::Lead><State tone=outcome_tone(ending.outcome) text /></Cell>
                <Cell at=At::Line label=t.requests() right=true>{count(ending.requests)}</Cell>
                <Cell at=At::Line label=t.median() right=true>{time(ending.median_ms)}</Cell>
                <Cell at=At::Line label=t.longest() right=true>{time(ending.longest_ms)}</Cell>
            </Row>
        }
    });
    let providers = report.providers.into_iter().map(move |provider| {
        view! {
            <Row>
                <Cell at=At::Lead>{provider.name}</Cell>
                <Cell at=At::Line label=t.requests() right=true>{count(provider.requests)}</Cell>
                <Cell at=At::Line label=t.answered() right=true>{count(provider.answered)}</Cell>
            </Row>
        }
    });
    let columns = |first: &'static str, others: &[&'static str]| {
        let right = others.iter().map(|name| Column::new(*name).right());
        std::iter::once(Column::new(first)).chain(right).collect::<Vec<_>>()
    };
    view! {
        <Table label=t.endings() columns=columns(t.endings(), &[t.requests(), t.median(), t.longest()])>
            {endings.collect_view()}
        </Table>
        <Table label=t.providers() columns=columns(t.providers(), &[t.requests(), t.answered()])>
            {providers.collect_view()}
        </Table>
    }
}
