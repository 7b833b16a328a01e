use crate::api::auth::logout;
use crate::component::Avatar;
use crate::component::context::{is_admin, me};
use crate::i18n::locale;
use crate::ui::icon::{KEY, OUT};
use crate::ui::{Menu, MenuButton, MenuLink, Tone, toast};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn AccountMenu() -> impl IntoView {
    let t = locale().shell();
    let name = me().name;
    let face = name.clone();
    let role = if is_admin() { t.admin() } else { t.user() };
    let toast = toast();
    // The page is loaded anew: nothing of this person stays in memory.
    let leave = move || {
        spawn_local(async move {
            match logout().await {
                Ok(()) => _ = window().location().replace("/login"),
                Err(refusal) => toast(Tone::Bad, refusal.to_string()),
            }
        });
    };
    view! {
        <Menu id="account" label=t.account() face=move || view! { <Avatar name=face.clone() /> }>
            <p><b>{name}</b><br />{role}</p>
            <hr />
            <MenuLink label=t.access() href="/access" icon=KEY />
            <MenuButton label=t.sign_out() icon=OUT on_click=leave />
        </Menu>
    }
}
