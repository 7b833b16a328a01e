use crate::component::RowState;
use crate::component::context::{fresh_key, live, me};
use crate::i18n::locale;
use crate::ui::{Card, Note, Time, TimeShow, Tone, format};
use domain::RequestId;
use domain::log::{LogRow, Outcome};
use leptos::prelude::*;

/// Rows that are kept: the tool's first words, not a second log.
const SHOWN: usize = 5;

/// Waits for the first request of whoever is connecting, and shows it when it is there.
#[component]
pub(super) fn FirstRequest() -> impl IntoView {
    let t = locale().connect();
    let live = live();
    let ended = RwSignal::new(Vec::<LogRow>::new());
    let (me, key) = (me().user_id, fresh_key());
    // With a key at hand it is that key's request; else one's own, and any for the holder of the admin token.
    let wanted = move |row: &LogRow| match key.with(|key| key.as_ref().map(|(name, _)| *name == row.caller.key_name)) {
        Some(same) => same,
        None => me.is_none_or(|me| row.caller.user_id == me),
    };
    live.on_ended(move |rows| {
        ended.update(|ended| {
            for row in rows.into_iter().filter(|row| untrack(|| wanted(row))) {
                ended.insert(0, row);
            }
            ended.truncate(SHOWN);
        });
    });
    let rows = Memo::new(move |_| {
        ended.with(|ended| {
            let running =
                live.message.with(|news| news.running.iter().filter(|row| wanted(row)).cloned().collect::<Vec<_>>());
            let mut rows: Vec<_> =
                running.into_iter().filter(|row| ended.iter().all(|done| done.id != row.id)).collect();
            rows.extend_from_slice(ended);
            rows.truncate(SHOWN);
            rows
        })
    });
    let arrived = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let waiting = move || {
        view! {
            <div class="wait">
                <span class="pulse"></span>
                <div>
                    <b>{t.waiting()}</b>
                    <p class="muted sm">{t.waiting_hint()}</p>
                </div>
            </div>
        }
    };
    let answered = Memo::new(move |_| ended.with(|ended| ended.iter().any(|row| row.outcome == Outcome::Ok)));
    let works = move || answered.get().then(|| view! { <Note tone=Tone::Ok>{t.works()}</Note> });
    view! {
        <Card title=t.first_request()>
            <div aria-live="polite">
                <Show when=move || arrived.get() fallback=waiting>
                    <div class="stack">
                        {works}
                        <ul class="rank">
                            <For each=move || rows.get() key=look children=line />
                        </ul>
                    </div>
                </Show>
            </div>
        </Card>
    }
}

/// What a line shows of its row: another look is another line.
fn look(row: &LogRow) -> (RequestId, &'static str) {
    (row.id.clone(), row.outcome.as_str())
}

fn line(row: LogRow) -> impl IntoView {
    let model = row.model.clone().unwrap_or_else(|| locale().log().no_model().to_owned());
    let ended =
        (row.outcome != Outcome::Running).then(|| format!(" · {}", format::duration(row.duration_ms.max(0) as u64)));
    let cost = row.cost.map(|cost| format!(" · {}", format::money(cost.0)));
    view! {
        <li>
            <div class="row">
                <a class="link mono break grow" href=format!("/logs?id={}", row.id)>{model}</a>
                <RowState row=row.clone() />
            </div>
            <div class="sm muted num break">
                {row.caller.user_name}" · "{row.caller.key_name}" · "<Time at=row.at.0 show=TimeShow::Clock />{ended}{cost}
            </div>
        </li>
    }
}
