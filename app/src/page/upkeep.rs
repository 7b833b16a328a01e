mod backup;
mod findings;
mod jobs;

use crate::component::AdminOnly;
use crate::i18n::locale;
use backup::Backup;
use findings::Findings;
use jobs::Jobs;
use leptos::prelude::*;
use leptos_meta::Title;

/// `/upkeep`: what the hub does by itself, what is in its way, and its backup.
#[component]
pub fn UpkeepPage() -> impl IntoView {
    let t = locale().upkeep();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <div class="head">
                <h1>{t.title()}</h1>
            </div>
            <div class="stack">
                <Jobs />
                <Findings />
                <Backup />
            </div>
        </AdminOnly>
    }
}
