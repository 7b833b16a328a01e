use super::batch::Tick;
use super::shelf::{Member, Open, Shelf};
use crate::api::user::update_user;
use crate::component::{Avatar, Errand, Expires};
use crate::i18n::locale;
use crate::ui::icon::PLUS;
use crate::ui::{At, Button, Cell, Column, Row, Switch, Tone, toast};
use domain::Names;
use domain::group;
use domain::user::{Role, User, UserPatch};
use leptos::prelude::*;

pub(super) fn columns() -> Vec<Column> {
    let t = locale().user();
    vec![
        Column::new(t.user_or_key()),
        Column::new(t.access()),
        Column::new(t.groups()),
        Column::new(t.expires()),
        Column::new(t.enabled()),
        Column::new(""),
    ]
}

#[component]
pub(super) fn UserRow(user: User) -> impl IntoView {
    let t = locale().user();
    let shelf = expect_context::<Shelf>();
    let toast = toast();
    let errand = Errand::new();
    let on = RwSignal::new(user.enabled);
    let id = user.id;
    let switch = move |enabled: bool| {
        if errand.busy.get_untracked() {
            return on.set(!enabled);
        }
        let patch = UserPatch { enabled: Some(enabled), ..UserPatch::default() };
        errand.run(update_user(id, patch), move |outcome| match outcome {
            Ok(_) => shelf.switch(id, enabled),
            Err(refused) => {
                on.set(!enabled);
                toast(Tone::Bad, refused.message);
            }
        });
    };
    let href = move || shelf.address(&format!("edit={id}"));
    let admin = (user.role == Role::Admin).then(|| view! { <span class="state">{t.role_admin()}</span> });
    let label = t.enabled_of(&user.name);
    let receive = move || shelf.receiver.set(shelf.user(id));
    view! {
        <Row selected=Signal::derive(move || shelf.open.get() == Open::User(id) || shelf.is_chosen(Member::User(id)))>
            <Cell at=At::Lead clip=true>
                <span class="who">
                    <Tick member=Member::User(id) name=user.name.clone() />
                    <Avatar name=user.name.clone() />
                    <a class="cover clip" href=href data-noscroll=""><b>{user.name}</b></a>
                    {admin}
                    <span class="faint clip desk">{user.note}</span>
                </span>
            </Cell>
            <Cell at=unless(user.allowed_models.is_empty()) label=t.access() clip=true>{models(&user.allowed_models)}</Cell>
            <Cell at=At::Line label=t.groups() clip=true>{groups(&user.groups)}</Cell>
            <Cell at=unless(user.expires_at.is_none()) label=t.expires()><Expires at=user.expires_at /></Cell>
            <Cell at=At::Value><Switch on label bare=true on_change=Callback::new(switch) /></Cell>
            <Cell at=At::Acts><Button label=t.new_key() icon=PLUS small=true on_click=receive /></Cell>
        </Row>
    }
}

/// A card leaves out what is as it is for everybody.
pub(super) fn unless(usual: bool) -> At {
    if usual { At::Wide } else { At::Line }
}

fn groups(names: &Names) -> String {
    if names.is_empty() { group::DEFAULT.to_owned() } else { names.joined() }
}

fn models(names: &Names) -> impl IntoView + use<> {
    match names.is_empty() {
        true => view! { <span class="faint">{locale().user().every_model()}</span> }.into_any(),
        false => view! { <span class="mono">{names.joined()}</span> }.into_any(),
    }
}
