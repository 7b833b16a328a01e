use crate::api::upkeep::check_backup;
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::{CHECK, DOWNLOAD};
use crate::ui::{Button, Card, Dialog, Fault, FileField, Look, Note, Switch, Time, TimeShow, Tone, format};
use domain::backup::BackupCheck;
use leptos::prelude::*;
use web_sys::File;

const DOWNLOADED: &str = "/api/v1/system/backup?logs=";

/// Takes a backup, and tries one that was taken.
#[component]
pub(super) fn Backup() -> impl IntoView {
    let t = locale().upkeep();
    let (logs, trying) = (RwSignal::new(true), RwSignal::new(false));
    // The hub answers with a file, so that the page stays.
    let download = move || _ = window().location().set_href(&format!("{DOWNLOADED}{}", logs.get_untracked()));
    view! {
        <Card title=t.backup()>
            <div class="stack">
                <p class="muted sm">{t.backup_about()}</p>
                <Switch on=logs label=t.backup_logs() help=t.backup_logs_help() />
                <div class="row wrap">
                    <Button label=t.backup_download() icon=DOWNLOAD look=Look::Primary on_click=download />
                    <Button label=t.backup_check() icon=CHECK on_click=move || trying.set(true) />
                </div>
            </div>
        </Card>
        <Dialog open=trying title=t.backup_check()><Check open=trying /></Dialog>
    }
}

#[component]
fn Check(open: RwSignal<bool>) -> impl IntoView {
    let t = locale().upkeep();
    let errand = Errand::new();
    let file = RwSignal::new_local(None::<File>);
    let outcome = RwSignal::new(None::<Result<BackupCheck, Fault>>);
    let chosen = Callback::new(move |chosen| {
        outcome.set(None);
        file.set(chosen);
    });
    let check = move || {
        if let Some(file) = file.get_untracked() {
            outcome.set(None);
            errand.run(check_backup(file), move |answer| outcome.set(Some(answer)));
        }
    };
    let why = move || file.with(Option::is_none).then(|| t.backup_choose().to_owned());
    let said = move || match outcome.get() {
        Some(Ok(found)) => view! { <Found found /> }.into_any(),
        Some(Err(refused)) => view! { <Note tone=Tone::Bad>{refused.message}</Note> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="stack">
            <p class="muted sm">{t.backup_check_about()}</p>
            <FileField label=t.backup_file() accept=".backup,application/zstd" on_choose=chosen />
            {said}
        </div>
        <div class="foot">
            <Button label=locale().common().cancel() on_click=move || open.set(false) />
            <Button label=t.backup_try() look=Look::Primary busy=errand.busy why=Signal::derive(why) on_click=check />
        </div>
    }
}

#[component]
fn Found(found: BackupCheck) -> impl IntoView {
    let t = locale().upkeep();
    let what = t.backup_found(
        format::count(found.rows),
        format::count(found.requests.unsigned_abs()),
        format::money(found.cost.0),
    );
    let audit = (!found.audit_holds).then(|| view! { <p>{t.backup_audit()}</p> });
    view! {
        <Note tone=if found.audit_holds { Tone::Ok } else { Tone::Warn } title=t.backup_whole()>
            <p>{t.backup_made()}" "<Time at=found.made_at.0 show=TimeShow::Full /></p>
            <p>{what}</p>
            {audit}
        </Note>
    }
}
