use super::turn::{Line, lines};
use crate::api::Refusal;
use crate::api::session::load_story;
use crate::component::context::live;
use crate::component::{Lost, Problem, amount};
use crate::i18n::locale;
use crate::ui::icon::{CHAT, LOGS};
use crate::ui::{Button, Empty, LinkButton, Metric, address, format};
use domain::log::{LogRow, Outcome};
use domain::metric::{Figures, Metric as Figure};
use domain::session::{SessionName, SessionStory, Turn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_split_helpers::wasm_split;

/// A request that just ended is stored within moments.
const STORED_BY: Duration = Duration::from_millis(1_500);

/// The turns that are loaded, and the sums of all.
#[derive(Clone, Copy)]
struct Telling {
    name: StoredValue<SessionName>,
    /// Its `turns` are all that are loaded.
    story: RwSignal<SessionStory>,
    loading: RwSignal<bool>,
    fault: RwSignal<Option<Refusal>>,
}

/// Fetched when a session is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn whole(name: SessionName, story: SessionStory) -> Result<AnyView, Lost> {
    let t = locale().session();
    let filter =
        [("key", Some(name.key_id.to_string())), ("time", Some("all".to_owned())), ("session", Some(name.id.clone()))];
    let telling = Telling {
        name: StoredValue::new(name),
        story: RwSignal::new(story),
        loading: RwSignal::new(false),
        fault: RwSignal::new(None),
    };
    let running = telling.follow();
    let turns = Memo::new(move |_| telling.story.with(|story| lines(story, &running.get())));
    let longest = Memo::new(move |_| turns.with(|turns| turns.iter().map(|line| line.turn.row.duration_ms).max()));
    let longest = Signal::derive(move || longest.get().unwrap_or_default().max(1));
    // A turn is drawn anew only when it ends.
    let key = |line: &Line| (line.turn.row.id.clone(), line.turn.row.outcome == Outcome::Running);
    let empty = Memo::new(move |_| turns.with(Vec::is_empty));
    let list = move || {
        if empty.get() {
            return view! { <Empty icon=CHAT title=t.nothing() hint=t.nothing_hint() /> }.into_any();
        }
        let each = move || turns.get();
        view! {
            <Sums story=telling.story />
            <div class="row wrap over">
                <h3 class="grow">{t.story()}</h3>
                <LinkButton small=true label=t.in_log() href=address("/logs", &filter) icon=LOGS />
            </div>
            <ol class="story">
                <For each key let:line>{line.view(longest)}</For>
            </ol>
        }
        .into_any()
    };
    let end = move || match telling.fault.get() {
        Some(refusal) => Some(view! { <Problem refusal on_retry=move || telling.load() /> }.into_any()),
        None => telling.story.with(|story| story.more).then(|| {
            view! {
                <div class="more">
                    <Button label=t.later() busy=telling.loading on_click=move || telling.load() />
                </div>
            }
            .into_any()
        }),
    };
    Ok(view! { {list} {end} }.into_any())
}

impl Telling {
    /// Adds what ends. Returns what is under way, oldest first; nothing while later turns are not loaded yet.
    fn follow(self) -> Memo<Vec<LogRow>> {
        let live = live();
        live.on_ended(move |rows| {
            if self.name.with_value(|name| rows.iter().any(|row| is_of(row, name))) {
                set_timeout(move || self.load(), STORED_BY);
            }
        });
        Memo::new(move |_| {
            if self.story.with(|story| story.more) {
                return Vec::new();
            }
            let of_it = |row: &&LogRow| self.name.with_value(|name| is_of(row, name));
            let mut rows: Vec<LogRow> =
                live.message.with(|message| message.running.iter().filter(of_it).cloned().collect());
            rows.sort_by_key(|row| row.at);
            rows
        })
    }

    /// The turns after those that are there.
    fn load(self) {
        if self.loading.try_get_untracked() != Some(false) {
            return;
        }
        self.loading.set(true);
        self.fault.set(None);
        let after = self.story.with_untracked(|story| story.after.clone());
        let name = self.name.get_value();
        spawn_local(async move {
            let found = load_story(name, after).await;
            // The drawer may be closed by now.
            if self.loading.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(later) => self.story.update(|story| {
                    let mut turns: Vec<Turn> = std::mem::take(&mut story.turns);
                    turns.extend(later.turns);
                    let began = story.began.take().or(later.began);
                    *story = SessionStory { turns, began, ..later };
                }),
                Err(refusal) => self.fault.set(Some(refusal)),
            }
        });
    }
}

fn is_of(row: &LogRow, name: &SessionName) -> bool {
    row.caller.key_id == name.key_id && row.session.as_ref() == Some(&name.id)
}

/// Over the whole session, by the numbers of the log.
#[component]
fn Sums(story: RwSignal<SessionStory>) -> impl IntoView {
    let (t, over) = (locale().session(), locale().overview());
    let said = move |figure: Figure| {
        Signal::derive(move || {
            let totals = story.with(|story| story.sums.totals);
            amount(figure.of(&Figures { totals, ..Figures::default() }))
        })
    };
    let turns_hint = move || {
        story.with(|story| match (story.sums.complete, story.sums.totals.failures) {
            (false, _) => Some(t.newest(format::count(story.count.max(0) as u64))),
            (true, 0) => None,
            (true, failures) => Some(t.failed(failures)),
        })
    };
    let names = move || {
        story.with(|story| {
            let each = story.providers.iter().map(|(tag, turns)| format!("{} {turns}", tag.name));
            each.collect::<Vec<_>>().join(" · ")
        })
    };
    let lasted = move || {
        story.with(|story| {
            let span = story.began.as_ref().map_or(0, |(first, _)| story.last_at - *first);
            // From the first turn to the last: one alone has none.
            if span > 0 { format::duration(span as u64) } else { "–".into() }
        })
    };
    view! {
        <section class="metrics sums" aria-label=over.figures()>
            <Metric
                label=t.turns()
                value=Signal::derive(move || format::count(story.with(|story| story.count).max(0) as u64))
                hint=MaybeProp::derive(turns_hint)
            />
            <Metric label=over.cost() value=said(Figure::Cost) />
            <Metric label=over.tokens() value=said(Figure::Tokens) />
            <Metric label=over.cache_rate() value=said(Figure::CacheHitRate) />
            <Metric
                label=over.providers()
                value=Signal::derive(move || story.with(|story| story.providers.len()).to_string())
                hint=MaybeProp::derive(move || Some(names()))
            />
            <Metric label=t.lasted() value=Signal::derive(lasted) />
        </section>
    }
}
