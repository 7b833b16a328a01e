use super::batch::Tick;
use super::row::unless;
use super::shelf::{Member, Open, Shelf};
use crate::api::key::update_key;
use crate::component::{Errand, Expires};
use crate::i18n::locale;
use crate::ui::icon::KEY;
use crate::ui::{At, Cell, Row, Svg, Switch, Tone, toast};
use domain::key::{Key, KeyPatch};
use leptos::prelude::*;

/// A key, under its user.
#[component]
pub(super) fn KeyRow(key: Key) -> impl IntoView {
    let t = locale().user();
    let shelf = expect_context::<Shelf>();
    let toast = toast();
    let errand = Errand::new();
    let on = RwSignal::new(key.enabled);
    let (id, owner) = (key.id, key.user_id);
    let switch = move |enabled: bool| {
        if errand.busy.get_untracked() {
            return on.set(!enabled);
        }
        let patch = KeyPatch { enabled: Some(enabled), ..KeyPatch::default() };
        errand.run(update_key(id, patch), move |outcome| match outcome {
            Ok(_) => shelf.switch_key(owner, id, enabled),
            Err(refused) => {
                on.set(!enabled);
                toast(Tone::Bad, refused.message);
            }
        });
    };
    let href = move || shelf.address(&format!("key={id}"));
    let label = t.enabled_of(&key.name);
    let groups = match key.groups.is_empty() {
        true => view! { <span class="faint">{t.as_user()}</span> }.into_any(),
        false => key.groups.joined().into_any(),
    };
    view! {
        <Row selected=Signal::derive(move || shelf.open.get() == Open::Key(id) || shelf.is_chosen(Member::Key(id)))>
            <Cell at=At::Lead clip=true>
                <span class="who under">
                    <Tick member=Member::Key(id) name=key.name.clone() />
                    <Svg icon=KEY />
                    <a class="cover clip" href=href data-noscroll="">{key.name}</a>
                    <span class="mono faint">{key.hint}</span>
                </span>
            </Cell>
            <Cell at=At::Line label=t.access()>{if key.can_login { t.signs_in() } else { t.requests_only() }}</Cell>
            <Cell at=unless(key.groups.is_empty()) label=t.groups() clip=true>{groups}</Cell>
            <Cell at=unless(key.expires_at.is_none()) label=t.expires()><Expires at=key.expires_at /></Cell>
            <Cell at=At::Value><Switch on label bare=true on_change=Callback::new(switch) /></Cell>
            <Cell at=At::Wide>""</Cell>
        </Row>
    }
}
