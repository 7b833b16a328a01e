use super::story_address;
use crate::api::session::end_session;
use crate::component::{Errand, ProviderMark};
use crate::i18n::locale;
use crate::ui::{Ask, At, Button, Cell, Column, Row, Time, TimeShow, Tone, ask, format, toast};
use domain::log::ProviderTag;
use domain::session::{ActiveSession, SessionName};
use leptos::prelude::*;

pub(super) fn columns() -> Vec<Column> {
    let t = locale().session();
    vec![
        Column::new(t.who()),
        Column::new(t.session()),
        Column::new(t.client()),
        Column::new(t.model()),
        Column::new(t.provider()),
        Column::new(t.requests()).right(),
        Column::new(t.first()),
        Column::new(t.last()),
        Column::new(""),
    ]
}

/// A session, and its story a click away. Its figures follow the list.
#[component]
pub(super) fn SessionRow(
    session: ActiveSession,
    list: RwSignal<Vec<ActiveSession>>,
    open: Memo<Option<SessionName>>,
    renew: Callback<()>,
) -> impl IntoView {
    let t = locale().session();
    let name = session.name();
    let (caller, first_at) = (session.caller.clone(), session.first_at.0);
    let id = session.id.clone();
    let story = story_address(&name);
    let (own, chosen) = (name.clone(), name.clone());
    let selected = Signal::derive(move || open.with(|open| open.as_ref() == Some(&chosen)));
    let now = Memo::new(move |before: Option<&ActiveSession>| {
        let newest = list.with(|list| list.iter().find(|other| other.name() == own).cloned());
        newest.or_else(|| before.cloned()).unwrap_or_else(|| session.clone())
    });

    let errand = Errand::new();
    let (ask, toast) = (ask(), toast());
    let who = format!("{} · {}", caller.user_name, caller.key_name);
    let end = move || {
        let name = name.clone();
        let then = Callback::new(move |()| {
            errand.run(end_session(name.clone()), move |outcome| {
                match outcome {
                    Ok(()) => toast(Tone::Ok, t.ended().to_owned()),
                    Err(refused) => toast(Tone::Bad, refused.message),
                }
                renew.run(());
            });
        });
        ask(Ask { title: t.end_title().to_owned(), text: t.end_text(&who), action: t.end().to_owned(), then });
    };
    let (title, whole) = (t.story_of(&id), id.clone());
    let client = move || now.with(|now| now.client.clone());
    let model = move || now.with(|now| now.model.clone()).unwrap_or_else(|| locale().log().no_model().to_owned());
    let requests = move || now.with(|now| format::count(now.requests.max(0) as u64));
    let last = move || {
        let at = now.with(|now| now.last_at.0);
        view! { <Time at /> }
    };
    view! {
        <Row selected>
            <Cell at=At::Lead clip=true>
                <a class="cover brief clip" href=story title=title data-noscroll=""><b>{caller.user_name}</b>" "<span class="faint">{caller.key_name}</span></a>
            </Cell>
            <Cell at=At::Sub clip=true><span class="mono muted brief clip" title=whole>{id}</span></Cell>
            <Cell at=At::Line label=t.client() clip=true><span class="muted brief clip" title=client>{client}</span></Cell>
            <Cell at=At::Line label=t.model() clip=true><span class="mono brief clip" title=model>{model}</span></Cell>
            <Cell at=At::Line label=t.provider() clip=true>{move || now.with(|now| now.provider.clone()).map(provider)}</Cell>
            <Cell at=At::Line label=t.requests() right=true>{requests}</Cell>
            <Cell at=At::Line label=t.first()><span class="muted"><Time at=first_at show=TimeShow::Clock /></span></Cell>
            <Cell at=At::Value>{last}</Cell>
            <Cell at=At::Acts><Button label=t.end() small=true busy=errand.busy on_click=end /></Cell>
        </Row>
    }
}

fn provider(tag: ProviderTag) -> impl IntoView {
    view! {
        <span class="who brief">
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <span class="clip">{tag.name}</span>
        </span>
    }
}
