use crate::api::search::search;
use crate::api::upkeep::begin_drill;
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::{PLUS, X};
use crate::ui::{Button, Fault, Form, Look, Svg, TextField, Tone, toast};
use domain::KeyId;
use domain::drill::{Drill, DrillOdds, NewDrill};
use domain::search::Hit;
use leptos::prelude::*;

/// A key as it is shown here.
type Named = (KeyId, String);

/// Which keys, which faults and for how long.
#[component]
pub(super) fn DrillForm(open: RwSignal<bool>, reload: Callback<()>) -> impl IntoView {
    let t = locale().drill();
    let (errand, toast) = (Errand::new(), toast());
    let fault = RwSignal::new(None::<Fault>);
    let chosen = RwSignal::new(Vec::<Named>::new());
    let typed = |text: &str| RwSignal::new(text.to_owned());
    let odds = [typed("10"), typed("5"), typed("5"), typed("0"), typed("0")];
    let (slow, minutes) = (typed("5"), typed("10"));
    let begin = move |()| {
        fault.set(None);
        // What is no number is refused as none.
        let percent = |at: usize| odds[at].with_untracked(|text| text.trim().parse().unwrap_or_default());
        let seconds = |text: RwSignal<String>| text.with_untracked(|text| text.trim().parse::<i64>().unwrap_or(-1));
        let new = NewDrill {
            keys: chosen.with_untracked(|chosen| chosen.iter().map(|(key, _)| *key).collect()),
            odds: DrillOdds {
                rate_limited: percent(0),
                overloaded: percent(1),
                slow: percent(2),
                truncated: percent(3),
                false_success: percent(4),
            },
            slow_ms: seconds(slow).saturating_mul(1_000),
            seconds: seconds(minutes).saturating_mul(60),
        };
        errand.run(begin_drill(new), move |outcome: Result<Drill, Fault>| match outcome {
            Ok(_) => {
                open.set(false);
                toast(Tone::Ok, t.begun().to_owned());
                reload.run(());
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let names = ["rate_limited", "overloaded", "slow", "truncated", "false_success"];
    let labels = [t.rate_limited(), t.overloaded(), t.slow(), t.truncated(), t.false_success()];
    let fields = names.into_iter().zip(labels).zip(odds).map(|((name, label), value)| {
        view! { <TextField name label value kind="number" min="0" max="100" unit="%" /> }
    });
    view! {
        <Form on_save=Callback::new(begin) fault fields=&["keys", "slow_ms", "seconds"]>
            <Keys chosen />
            {fields.collect_view()}
            <TextField name="slow_ms" label=t.slow_by() value=slow kind="number" min="0" max="120" unit=t.seconds() />
            <TextField name="seconds" label=t.lasts() value=minutes kind="number" min="1" max="60" unit=t.minutes() />
            <div class="foot">
                <Button label=locale().common().cancel() on_click=move || open.set(false) />
                <Button label=t.begin_now() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    }
}

/// Keys are found by their names or their users', and chosen one by one.
#[component]
fn Keys(chosen: RwSignal<Vec<Named>>) -> impl IntoView {
    let t = locale().drill();
    let (text, hits) = (RwSignal::new(String::new()), RwSignal::new(Vec::<Named>::new()));
    Effect::new(move |_| {
        let wanted = text.get();
        leptos::task::spawn_local(async move {
            let found = search(wanted.clone()).await.unwrap_or_default();
            if text.try_get_untracked().is_some_and(|now| now == wanted) {
                hits.set(found.into_iter().filter_map(key).collect());
            }
        });
    });
    let add = move |key: Named| {
        chosen.update(|chosen| {
            if !chosen.contains(&key) {
                chosen.push(key)
            }
        });
        text.set(String::new());
    };
    let offers = move || {
        hits.get()
            .into_iter()
            .map(|key| {
                let name = key.1.clone();
                view! {
                    <button type="button" class="chip open" on:click=move |_| add(key.clone())>
                        <Svg icon=PLUS />
                        {name}
                    </button>
                }
            })
            .collect_view()
    };
    let picked = move || {
        chosen
            .get()
            .into_iter()
            .map(|(id, name)| {
                let label = locale().common().remove(&name);
                let take = move |_| chosen.update(|chosen| chosen.retain(|(key, _)| *key != id));
                view! {
                    <button type="button" class="chip" aria-label=label on:click=take>
                        {name}
                        <Svg icon=X />
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <TextField name="keys" label=t.keys() value=text help=t.keys_help() />
        <div class="row wrap">{picked}{offers}</div>
    }
}

fn key(hit: Hit) -> Option<Named> {
    match hit {
        Hit::Key { id, name, user_name } => Some((id, format!("{user_name} · {name}"))),
        _ => None,
    }
}
