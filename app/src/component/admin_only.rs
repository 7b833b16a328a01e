use super::context::is_admin;
use crate::i18n::locale;
use crate::ui::Empty;
use crate::ui::icon::KEY;
use leptos::prelude::*;

/// A page that only admins may see. The hub refuses others by itself; this tells them so in peace.
#[component]
pub fn AdminOnly(children: Children) -> impl IntoView {
    if is_admin() {
        return children().into_any();
    }
    let t = locale().user();
    view! { <Empty icon=KEY title=t.admins_only() hint=t.admins_only_hint() /> }.into_any()
}
