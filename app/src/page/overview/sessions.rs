use crate::component::ProviderMark;
use crate::i18n::locale;
use crate::page::session::story_address;
use crate::ui::icon::ARROW;
use crate::ui::{Card, LinkButton, Look, Time, format};
use domain::session::ActiveSession;
use leptos::prelude::*;

const SHOWN: usize = 6;

/// The conversations that are going on, the last active first; each leads to its story.
#[component]
pub(super) fn SessionsCard(sessions: RwSignal<Vec<ActiveSession>>) -> impl IntoView {
    let t = locale().overview();
    let lines = move || {
        if sessions.with(Vec::is_empty) {
            return view! { <p class="sm muted">{locale().session().none()}</p> }.into_any();
        }
        let lines = sessions.with(|list| list.iter().take(SHOWN).map(line).collect_view());
        view! { <ul class="strip talks">{lines}</ul> }.into_any()
    };
    view! {
        <Card
            title=t.live_sessions()
            actions=move || {
                view! { <LinkButton label=t.all_sessions() href="/sessions" look=Look::Quiet small=true icon=ARROW /> }
            }
        >
            {lines}
        </Card>
    }
}

fn line(session: &ActiveSession) -> impl IntoView + use<> {
    let t = locale().overview();
    let mark = session.provider.clone().map(|tag| {
        view! {
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <span class="clip">{tag.name}</span>
        }
    });
    let model = session.model.clone().unwrap_or_else(|| locale().log().no_model().to_owned());
    view! {
        <li>
            <a class="clip" href=story_address(&session.name()) title=session.id.clone()>
                <b>{session.caller.user_name.clone()}</b>
                " "
                <span class="faint">{session.caller.key_name.clone()}</span>
            </a>
            <span class="xs muted"><Time at=session.last_at.0 /></span>
            <span class="mono muted clip">{model}</span>
            <span class="who xs muted">{mark}</span>
            <span class="xs muted num">{t.times(format::count(session.requests.max(0) as u64))}</span>
        </li>
    }
}
