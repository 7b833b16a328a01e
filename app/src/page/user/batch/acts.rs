use super::{Member, Shelf};
use crate::api::user::{change_members, load_users};
use crate::component::{Errand, ExpiryField, Lost};
use crate::i18n::{Locale, locale};
use crate::ui::icon::TRASH;
use crate::ui::{Ask, Button, Choice, Dialog, Fault, Form, Look, TextField, Tone, ask, toast};
use domain::member::{MemberBatch, MemberChange};
use domain::{Millis, Names, Patch};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::wasm_split;

/// The buttons for what is chosen, and the dialog of what they all become.
#[wasm_split(more, fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(super) fn acts(shelf: Shelf) -> Result<AnyView, Lost> {
    Ok(view! { <Acts shelf /> }.into_any())
}

#[component]
fn Acts(shelf: Shelf) -> impl IntoView {
    let (t, u) = (locale().fleet(), locale().user());
    let (errand, toast, ask) = (Errand::new(), toast(), ask());
    let open = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let count = move || shelf.chosen.with(Vec::len);
    let apply = move |change: MemberChange| {
        fault.set(None);
        let (batch, count) = (batch(shelf, change), untrack(count));
        errand.run(change_members(batch), move |outcome| match outcome {
            Ok(()) => {
                open.set(false);
                shelf.chosen.set(Vec::new());
                toast(Tone::Ok, u.batch_done(count));
                renew(shelf);
            }
            Err(refused) if open.get_untracked() => fault.set(Some(refused)),
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let enable = move |on: bool| apply(MemberChange { enabled: Some(on), ..MemberChange::default() });
    let delete = move || {
        let then = Callback::new(move |()| apply(MemberChange { delete: true, ..MemberChange::default() }));
        ask(Ask {
            title: u.batch_delete(untrack(count)),
            text: u.batch_delete_text().into(),
            action: t.delete().into(),
            then,
        });
    };
    let some = Memo::new(move |_| count() > 0);
    let buttons = move || {
        some.get().then(|| {
            view! {
                <Button label=t.enable() small=true busy=errand.busy on_click=move || enable(true) />
                <Button label=t.disable() small=true busy=errand.busy on_click=move || enable(false) />
                <Button label=t.change() small=true on_click=move || open.set(true) />
                <Button label=t.delete() small=true look=Look::Danger icon=TRASH on_click=delete />
                <Button label=t.choose_none() small=true look=Look::Quiet on_click=move || shelf.chosen.set(Vec::new()) />
            }
        })
    };
    let form = move || {
        open.get().then(|| {
            let draft = Draft::new();
            let save = move |()| match draft.read(locale()) {
                Ok(change) => apply(change),
                Err(wrong) => fault.set(Some(wrong)),
            };
            view! {
                <Form on_save=Callback::new(save) fault fields=&["batch_groups", "expires_at"]>
                    <p class="muted sm">{t.empty_stays()}</p>
                    <TextField name="batch_groups" label=u.groups() value=draft.groups placeholder="default, eu" autofocus=true />
                    <Choice name="expiry" label=u.expires() value=draft.expiry options=expiries() />
                    <Show when=move || draft.expiry.with(|expiry| expiry == UNTIL)>
                        <ExpiryField value=draft.until />
                    </Show>
                    <div class="foot">
                        <Button label=locale().common().cancel() on_click=move || open.set(false) />
                        <Button label=t.apply() look=Look::Primary submit=true busy=errand.busy />
                    </div>
                </Form>
            }
        })
    };
    view! {
        {buttons}
        <Dialog open title=Signal::derive(move || u.batch_title(count()))>{form}</Dialog>
    }
}

const KEEP: &str = "keep";
const NEVER: &str = "never";
const UNTIL: &str = "until";

fn expiries() -> Vec<(&'static str, crate::ui::Label)> {
    let u = locale().user();
    vec![(KEEP, u.expiry_keep().into()), (NEVER, u.never().into()), (UNTIL, u.expiry_until().into())]
}

/// What is typed; empty leaves it as it is.
#[derive(Clone, Copy)]
struct Draft {
    groups: RwSignal<String>,
    expiry: RwSignal<String>,
    until: RwSignal<Option<Millis>>,
}

impl Draft {
    fn new() -> Self {
        Self { groups: RwSignal::default(), expiry: RwSignal::new(KEEP.to_owned()), until: RwSignal::new(None) }
    }

    fn read(self, locale: Locale) -> Result<MemberChange, Fault> {
        let groups = self.groups.with_untracked(|text| text.trim().to_owned());
        let expires_at = match self.expiry.get_untracked().as_str() {
            NEVER => Patch::Null,
            UNTIL => match self.until.get_untracked() {
                Some(at) => Patch::Value(at),
                None => {
                    let said = Fault::new(locale.user().expiry_missing());
                    return Err(Fault { field: Some("expires_at".into()), ..said });
                }
            },
            _ => Patch::Absent,
        };
        let groups = (!groups.is_empty()).then(|| Names::split(&groups));
        let change = MemberChange { groups, expires_at, ..MemberChange::default() };
        if change == MemberChange::default() { Err(Fault::new(locale.fleet().nothing_typed())) } else { Ok(change) }
    }
}

fn batch(shelf: Shelf, change: MemberChange) -> MemberBatch {
    let mut batch = MemberBatch { change, ..MemberBatch::default() };
    for member in shelf.chosen.get_untracked() {
        match member {
            Member::User(id) => batch.users.push(id),
            Member::Key(id) => batch.keys.push(id),
        }
    }
    batch
}

fn renew(shelf: Shelf) {
    spawn_local(async move {
        if let Ok(list) = load_users().await {
            _ = shelf.list.try_set(list);
        }
    });
}
