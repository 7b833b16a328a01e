use crate::api::auth::logout;
use crate::component::context::{is_admin, me};
use crate::i18n::locale;
use crate::ui::icon::OUT;
use crate::ui::{Menu, MenuButton, Tone, toast};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn AccountMenu() -> impl IntoView {
    let t = locale().shell();
    let name = me().name;
    let short = initials(&name);
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
        <Menu id="account" label=t.account() face=move || view! { <span class="avatar">{short.clone()}</span> }>
            <p><b>{name}</b><br />{role}</p>
            <hr />
            <MenuButton label=t.sign_out() icon=OUT on_click=leave />
        </Menu>
    }
}

/// `Lin Wei` -> `LW`, `陈宇` -> `陈`.
fn initials(name: &str) -> String {
    let letters = name.split([' ', '-', '_', '.']).filter_map(|word| word.chars().next());
    let letters: String = letters.take(2).flat_map(char::to_uppercase).collect();
    if name.is_ascii() { letters } else { letters.chars().take(1).collect() }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_name_in_two_letters() {
        for (name, want) in [("Lin Wei", "LW"), ("root", "R"), ("ci-bot-2", "CB"), ("陈 宇", "陈"), ("", "")] {
            assert_eq!(initials(name), want);
        }
    }
}
