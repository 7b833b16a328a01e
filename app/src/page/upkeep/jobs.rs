use crate::api::load;
use crate::api::upkeep::{load_jobs, run_job};
use crate::component::{Errand, Problem};
use crate::i18n::locale;
use crate::ui::icon::PLAY;
use crate::ui::{At, Card, Cell, Column, IconButton, Row, Skeleton, State, Table, Time, TimeShow, Tone, toast};
use domain::job::JobReport;
use leptos::prelude::*;

#[component]
pub(super) fn Jobs() -> impl IntoView {
    let t = locale().upkeep();
    let loaded = load((), |()| load_jobs());
    let reload = Callback::new(move |()| loaded.refetch());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(list) => view! { <List list reload /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <p class="muted sm">{t.jobs_about()}</p>
        <Card title=t.jobs() flush=true>
            <Transition fallback=|| view! { <Skeleton lines=7 height=30 /> }>{show}</Transition>
        </Card>
    }
}

#[component]
fn List(list: Vec<JobReport>, reload: Callback<()>) -> impl IntoView {
    let t = locale().upkeep();
    let columns = [t.job(), t.last(), t.result(), t.next(), ""].map(Column::new).to_vec();
    view! {
        <Table label=t.jobs() columns>
            {list.into_iter().map(|report| view! { <Line report reload /> }).collect_view()}
        </Table>
    }
}

#[component]
fn Line(report: JobReport, reload: Callback<()>) -> impl IntoView {
    let t = locale().upkeep();
    let (toast, errand) = (toast(), Errand::new());
    let job = report.job;
    let name = t.job_name(job);
    let run = move || {
        errand.run(run_job(job), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.asked().to_owned());
                reload.run(());
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let last = match report.started_at {
        Some(at) => view! { <Time at=at.0 /> }.into_any(),
        None => view! { <span class="faint">{t.never()}</span> }.into_any(),
    };
    let result = match (report.running, &report.error, report.done) {
        (true, ..) => view! { <State tone=Tone::Run text=t.running() /> }.into_any(),
        (false, Some(error), _) => {
            view! { <span title=error.clone()><State tone=Tone::Bad text=error.clone() /></span> }.into_any()
        }
        (false, None, Some(0)) => view! { <span class="muted">{t.nothing()}</span> }.into_any(),
        (false, None, Some(count)) => view! { <span>{t.done(count)}</span> }.into_any(),
        (false, None, None) => ().into_any(),
    };
    let next = match report.next_at {
        Some(at) if report.ended_at.is_some_and(|ended| at > ended) => {
            view! { <Time at=at.0 show=TimeShow::Ahead /> }.into_any()
        }
        Some(_) => view! { <span class="muted">{t.soon()}</span> }.into_any(),
        None => view! { <span class="faint">{t.off()}</span> }.into_any(),
    };
    view! {
        <Row>
            <Cell at=At::Lead><b>{name}</b></Cell>
            <Cell at=At::Line label=t.last()>{last}</Cell>
            <Cell at=At::Line label=t.result()>{result}</Cell>
            <Cell at=At::Line label=t.next()>{next}</Cell>
            <Cell at=At::Value right=true><IconButton label=t.run_of(name) icon=PLAY on_click=run /></Cell>
        </Row>
    }
}
