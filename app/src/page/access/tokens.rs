use super::Reload;
use super::new_token::NewTokenDialog;
use crate::api::access::delete_token;
use crate::component::context::is_admin;
use crate::component::{Errand, Expires};
use crate::i18n::locale;
use crate::ui::icon::{KEY, PLUS, TRASH};
use crate::ui::{Ask, At, Button, Card, Cell, Column, Empty, IconButton, Row, Table, Time, Tone, ask, toast};
use domain::token::ApiToken;
use leptos::prelude::*;

/// What programs that manage the hub sign in with.
#[component]
pub(super) fn Tokens(list: Vec<ApiToken>) -> impl IntoView {
    let t = locale().access();
    let making = RwSignal::new(false);
    let add = move || view! { <Button label=t.new_token() small=true icon=PLUS on_click=move || making.set(true) /> };
    let mut columns = vec![Column::new(t.name()), Column::new(t.scopes())];
    if is_admin() {
        columns.push(Column::new(t.owner()));
    }
    columns.extend([Column::new(t.used()), Column::new(t.expires()), Column::new("")]);
    let table = match list.is_empty() {
        true => view! { <Empty icon=KEY title=t.no_tokens() hint=t.no_tokens_hint() /> }.into_any(),
        false => view! {
            <Table label=t.tokens() columns>
                {list.into_iter().map(|token| view! { <Line token /> }).collect_view()}
            </Table>
        }
        .into_any(),
    };
    view! {
        <Card title=t.tokens() actions=add flush=true>{table}</Card>
        <NewTokenDialog open=making />
    }
}

#[component]
fn Line(token: ApiToken) -> impl IntoView {
    let t = locale().access();
    let Reload(reload) = expect_context();
    let (ask, toast, errand) = (ask(), toast(), Errand::new());
    let (id, name) = (token.id, StoredValue::new(token.name.clone()));
    let revoke = move |()| {
        errand.run(delete_token(id), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.revoked(name.get_value()));
                reload.run(());
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        ask(Ask {
            title: t.revoke_title(name.get_value()),
            text: t.revoke_text().to_owned(),
            action: t.revoke().to_owned(),
            then: Callback::new(revoke),
        });
    };
    let used = match token.used_at {
        Some(at) => view! { <Time at=at.0 /> }.into_any(),
        None => view! { <span class="faint">{t.never_used()}</span> }.into_any(),
    };
    let scopes = token.scopes.iter().map(|scope| view! { <code>{scope.as_str()}</code> }).collect_view();
    let label = t.revoke_of(&token.name);
    view! {
        <Row>
            <Cell at=At::Lead clip=true>
                <span class="who"><b class="clip">{token.name}</b><span class="mono faint">{token.hint}</span></span>
            </Cell>
            <Cell at=At::Line label=t.scopes()><span class="row wrap" style="gap:4px">{scopes}</span></Cell>
            {is_admin().then(|| view! { <Cell at=At::Line label=t.owner() clip=true>{token.owner}</Cell> })}
            <Cell at=At::Line label=t.used()>{used}</Cell>
            <Cell at=At::Line label=t.expires()><Expires at=token.expires_at /></Cell>
            <Cell at=At::Value right=true><IconButton label icon=TRASH on_click=confirm /></Cell>
        </Row>
    }
}
