use super::cleaning::cleaning;
use super::now;
use super::query::Query;
use crate::component::context::is_admin;
use crate::component::opened;
use crate::i18n::locale;
use crate::ui::icon::{DOWNLOAD, MORE, TRASH};
use crate::ui::{Dialog, Menu, MenuButton};
use leptos::prelude::*;

/// What can be done with the list as a whole. `refresh` is called when rows were removed.
#[component]
pub(super) fn Tools(query: Memo<Query>, #[prop(into)] refresh: Callback<()>) -> impl IntoView {
    let t = locale().log();
    let open = RwSignal::new(false);
    // The hub answers with a file, so that the page stays.
    let export = move || _ = window().location().set_href(&query.get_untracked().export(now()));
    let clean = is_admin().then(|| {
        view! {
            <MenuButton label=t.clean() icon=TRASH danger=true on_click=move || open.set(true) />
        }
    });
    view! {
        <Menu id="log-tools" label=t.tools() icon=MORE>
            <MenuButton label=t.export() icon=DOWNLOAD on_click=export />
            {clean}
        </Menu>
        <Dialog open title=t.clean_title()>{move || Suspend::new(opened(cleaning(open, refresh)))}</Dialog>
    }
}
