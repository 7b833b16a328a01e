use super::query::{Oddity, Query, Reach};
use crate::api::load;
use crate::api::log::{Names, load_log_names};
use crate::component::context::is_admin;
use crate::component::{Lost, opened};
use crate::i18n::locale;
use crate::ui::{Button, Chip, ChipLink, Dialog, Form, Link, Look, Segment, Select, TextField};
use domain::log::StatusFilter;
use domain::{KeyId, ProviderId, UserId};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_split_helpers::wasm_split;

#[component]
pub(super) fn ReachSegment(query: Memo<Query>) -> impl IntoView {
    let t = locale().log();
    let name = move |reach| match reach {
        Reach::Hour => t.hour(),
        Reach::Day => t.day(),
        Reach::Week => t.week(),
        Reach::Month => t.month(),
        Reach::All => t.all_time(),
    };
    let links = move || {
        let query = query.get();
        let link = |reach| Link::new(name(reach), Query { reach, ..query.clone() }.href(), reach == query.reach);
        Reach::ALL.map(link).to_vec()
    };
    view! { <Segment label=t.time() links=Signal::derive(links) /> }
}

/// The filters in force as chips, and the way to more of them.
#[component]
pub(super) fn FilterBar(query: Memo<Query>) -> impl IntoView {
    let t = locale().log();
    let names = load((), |()| load_log_names());
    let open = RwSignal::new(false);
    let states =
        [(None, t.any_state()), (Some(StatusFilter::Ok), t.only_ok()), (Some(StatusFilter::NotOk), t.not_ok())];
    let links = move || {
        let query = query.get();
        let link = |(status, name)| Link::new(name, Query { status, ..query.clone() }.href(), status == query.status);
        states.map(link).to_vec()
    };
    let chips = move || {
        Suspend::new(async move {
            let names = names.await.unwrap_or_default();
            let bar = names.clone();
            let names = StoredValue::new(names);
            view! {
                {move || chips(&query.get(), &bar)}
                <ChipLink label=t.filter() on_click=move || open.set(true) />
                <Dialog open title=t.filter()>{move || Suspend::new(opened(fields(query, names.get_value(), open)))}</Dialog>
            }
        })
    };
    view! {
        <div class="row wrap">
            <Segment label=t.state() links=Signal::derive(links) />
            <Transition>{chips}</Transition>
        </div>
    }
}

fn chips(query: &Query, names: &Names) -> impl IntoView + use<> {
    let t = locale().log();
    let all = [
        query.user.map(|id| (t.user(), names.user(id), Query { user: None, ..query.clone() })),
        query.key.map(|id| (t.key(), names.key(id), Query { key: None, ..query.clone() })),
        query.provider.map(|id| (t.provider(), names.provider(id), Query { provider: None, ..query.clone() })),
        query.model.clone().map(|model| (t.model(), model, Query { model: None, ..query.clone() })),
        query.session.clone().map(|session| (t.session(), session, Query { session: None, ..query.clone() })),
        query.oddity.map(|oddity| (t.only_these(), odd(oddity).to_owned(), Query { oddity: None, ..query.clone() })),
    ];
    let chip = |(name, value, without): (_, _, Query)| view! { <Chip name value without=without.href() /> };
    all.into_iter().flatten().map(chip).collect_view()
}

fn odd(oddity: Oddity) -> &'static str {
    let t = locale().log();
    match oddity {
        Oddity::Mismatch => t.only_mismatch(),
        Oddity::Unpriced => t.only_unpriced(),
    }
}

/// What the dialog holds; it opens with what is in force. Fetched when it is first opened.
#[wasm_split(more, fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
fn fields(query: Memo<Query>, names: Names, open: RwSignal<bool>) -> Result<AnyView, Lost> {
    let t = locale().log();
    let admin = is_admin();
    let now = query.get_untracked();
    let number = |id: Option<i64>| RwSignal::new(id.map(|id| id.to_string()).unwrap_or_default());
    let user = number(now.user.map(|id| id.0));
    let key = number(now.key.map(|id| id.0));
    let provider = number(now.provider.map(|id| id.0));
    let model = RwSignal::new(now.model.unwrap_or_default());
    let session = RwSignal::new(now.session.unwrap_or_default());
    let oddity = RwSignal::new(now.oddity.map(|oddity| oddity.name().to_owned()).unwrap_or_default());
    let any = move || (String::new(), t.any().to_owned());
    let all = |known: Vec<(String, String)>| Signal::stored([vec![any()], known].concat());
    let odd = |oddity: Oddity| (oddity.name().to_owned(), odd(oddity).to_owned());
    let oddities = all(Oddity::ALL.map(odd).to_vec());
    let people = all(names.users.iter().map(|(id, name)| (id.to_string(), name.clone())).collect());
    let vendors = all(names.providers.iter().map(|(id, name)| (id.to_string(), name.clone())).collect());
    let keys = Signal::derive(move || {
        let owner = user.with(|user| user.parse::<i64>().ok());
        let own = names.keys.iter().filter(|(_, user, _)| owner.is_none_or(|owner| owner == user.0));
        std::iter::once(any()).chain(own.map(|(id, _, _)| (id.to_string(), names.key(*id)))).collect::<Vec<_>>()
    });
    let navigate = use_navigate();
    let apply = Callback::new(move |()| {
        let number = |value: RwSignal<String>| value.with_untracked(|text| text.parse::<i64>().ok());
        let text = |value: RwSignal<String>| {
            Some(value.with_untracked(|text| text.trim().to_owned())).filter(|text| !text.is_empty())
        };
        let wanted = Query {
            user: number(user).map(UserId),
            key: number(key).map(KeyId),
            provider: number(provider).map(ProviderId),
            model: text(model),
            session: text(session),
            oddity: oddity.with_untracked(|name| Oddity::named(name)),
            ..query.get_untracked()
        };
        open.set(false);
        navigate(&wanted.href(), Default::default());
    });
    let view = view! {
        <Form on_save=apply>
            {admin.then(|| view! { <Select name="user" label=t.user() value=user options=people /> })}
            <Select name="key" label=t.key() value=key options=keys />
            {admin.then(|| view! { <Select name="provider" label=t.provider() value=provider options=vendors /> })}
            <TextField name="model" label=t.model() value=model help=t.model_help() mono=true />
            <TextField name="session" label=t.session() value=session help=t.session_help() mono=true />
            <Select name="only" label=t.only_these() value=oddity options=oddities />
            <div class="foot">
                <Button label=locale().common().cancel() on_click=move || open.set(false) />
                <Button label=t.apply() look=Look::Primary submit=true />
            </div>
        </Form>
    };
    Ok(view.into_any())
}
