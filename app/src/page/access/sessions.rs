use super::Reload;
use crate::api::access::end_console_session;
use crate::component::Errand;
use crate::component::context::is_admin;
use crate::i18n::locale;
use crate::ui::icon::OUT;
use crate::ui::{At, Card, Cell, Column, IconButton, Row, State, Table, Time, TimeShow, Tone, toast};
use domain::sign_in::ConsoleSession;
use leptos::prelude::*;

/// Browsers that are signed in.
#[component]
pub(super) fn Sessions(list: Vec<ConsoleSession>) -> impl IntoView {
    let t = locale().access();
    let mut columns = vec![Column::new(t.browser())];
    if is_admin() {
        columns.push(Column::new(t.owner()));
    }
    columns.extend([Column::new(t.address()), Column::new(t.since()), Column::new(t.until()), Column::new("")]);
    view! {
        <Card title=t.sessions() flush=true>
            <Table label=t.sessions() columns>
                {list.into_iter().map(|open| view! { <Line open /> }).collect_view()}
            </Table>
        </Card>
    }
}

#[component]
fn Line(open: ConsoleSession) -> impl IntoView {
    let t = locale().access();
    let Reload(reload) = expect_context();
    let (toast, errand) = (toast(), Errand::new());
    let id = open.id;
    let end = move || {
        errand.run(end_console_session(id.clone()), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.ended().to_owned());
                reload.run(());
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    // One's own ends by signing out.
    let mark = match open.current {
        true => view! { <State tone=Tone::Ok text=t.this_browser() /> }.into_any(),
        false => view! { <IconButton label=t.end_of(&open.name) icon=OUT on_click=end /> }.into_any(),
    };
    let agent = if open.user_agent.is_empty() { "—".to_owned() } else { open.user_agent.clone() };
    view! {
        <Row>
            <Cell at=At::Lead clip=true><span title=open.user_agent>{browser(&agent)}</span></Cell>
            {is_admin().then(|| view! { <Cell at=At::Line label=t.owner() clip=true>{open.name}</Cell> })}
            <Cell at=At::Line label=t.address()><span class="mono">{open.ip}</span></Cell>
            <Cell at=At::Line label=t.since()><Time at=open.created_at.0 /></Cell>
            <Cell at=At::Line label=t.until()><Time at=open.expires_at.0 show=TimeShow::Full /></Cell>
            <Cell at=At::Value right=true>{mark}</Cell>
        </Row>
    }
}

/// What people call it, out of a `User-Agent`; the whole of what is unknown. Each browser also names those it descends
/// from, so the order counts.
fn browser(agent: &str) -> String {
    let one_of =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let product = one_of(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = one_of(&[
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (product, system) {
        (Some(product), Some(system)) => format!("{product} · {system}"),
        (Some(product), None) => product.to_owned(),
        _ => agent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_has_the_name_that_people_know() {
        const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser(CHROME), "Chrome · Windows");
        assert_eq!(browser(&format!("{CHROME} Edg/142.0.0.0")), "Edge · Windows");
        assert_eq!(browser(PHONE), "Safari · iOS");
        assert_eq!(browser("curl/8.5.0"), "curl/8.5.0");
    }
}
