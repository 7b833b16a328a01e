use crate::api::Refusal;
use crate::api::auth::login;
use crate::api::load;
use crate::api::site::load_site;
use crate::component::{Brand, LanguageMenu, ThemeMenu};
use crate::ground::Ground;
use crate::i18n::{Locale, locale};
use crate::ui::{Button, Card, Fault, Form, Look, Note, SecretField, TextField, Tone};
use domain::Secret;
use domain::error::ErrorCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

#[component]
pub(crate) fn LoginPage() -> impl IntoView {
    let t = locale().login();
    let target = use_query_map().with_untracked(|query| target(query.get("from")));
    let signed_in = matches!(Ground::read(), Some(Ok(_)));
    let home = signed_in.then(|| view! { <Redirect path=target.clone() /> });
    let site = load((), |()| load_site());
    let lost = move || {
        Suspend::new(async move {
            let lost = site.await.is_ok_and(|site| site.cookie_lost);
            lost.then(|| view! { <Note tone=Tone::Warn title=t.cookie_lost()>{t.cookie_lost_hint()}</Note> })
        })
    };
    view! {
        <Title text=t.title() />
        {home}
        <div class="gate">
            <header>
                <LanguageMenu />
                <ThemeMenu />
            </header>
            <main id="main">
                <Brand />
                <Card title=t.title()>
                    <div class="stack">
                        <Suspense>{lost}</Suspense>
                        <noscript>
                            <Note tone=Tone::Warn>{t.no_script()}</Note>
                        </noscript>
                        <SignIn target />
                        <details class="sm muted">
                            <summary>{t.first_start()}</summary>
                            <p>{t.token_hint()} <code>"admin-token"</code></p>
                        </details>
                    </div>
                </Card>
            </main>
        </div>
    }
}

#[component]
fn SignIn(target: String) -> impl IntoView {
    let here = locale();
    let t = here.login();
    let key = RwSignal::new(String::new());
    // Before the browser has taken over, submitting would only load the page anew.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    // The second factor, once the hub asks for it.
    let code = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let attempt = Action::new(move |(key, code): &(String, Option<String>)| {
        let (key, code, target) = (Secret::new(key.trim()), code.clone(), target.clone());
        async move {
            let first = code.is_none();
            // The page is loaded anew, so that all of it is of this person.
            match login(key, code).await {
                Ok(_) => _ = window().location().replace(&target),
                Err(Refusal(error)) if error.code == ErrorCode::SecondFactor && first => asked.set(true),
                Err(refusal) => return Err(told(here, refusal)),
            }
            Ok(())
        }
    });
    let busy = attempt.pending();
    let fault = Signal::derive(move || attempt.value().get().and_then(Result::err).filter(|_| !busy.get()));
    let save = move || {
        if !busy.get_untracked() && !key.with_untracked(|key| key.trim().is_empty()) {
            attempt.dispatch((key.get_untracked(), asked.get_untracked().then(|| code.get_untracked())));
        }
    };
    view! {
        <Form on_save=Callback::new(move |()| save()) fault>
            // Password managers keep the key under this name.
            <input type="text" name="username" autocomplete="username" value="claude-code-hub" hidden />
            <SecretField
                name="key"
                label=t.key()
                value=key
                help=t.key_help()
                required=true
                autofocus=true
                autocomplete="current-password"
            />
            <Show when=move || asked.get()>
                <TextField
                    name="code"
                    label=t.code()
                    value=code
                    help=t.code_help()
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    autofocus=true
                />
            </Show>
            <Button label=t.submit() look=Look::Primary submit=true busy disabled=Signal::derive(move || !ready.get()) />
        </Form>
    }
}

/// Why it failed, in this page's language.
fn told(here: Locale, Refusal(error): Refusal) -> Fault {
    let t = here.login();
    let seconds = || error.message.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
    Fault::new(match error.code {
        ErrorCode::Unauthenticated => t.refused().to_owned(),
        ErrorCode::SecondFactor => t.code_wrong().to_owned(),
        ErrorCode::TooManyAttempts => seconds().map_or_else(|| error.message.clone(), |seconds| t.locked(seconds)),
        _ => error.message,
    })
}

/// Where to go after signing in: a path of this site, whatever the address says.
fn target(from: Option<String>) -> String {
    let ours = |path: &String| {
        let begins = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/login");
        begins && !path.contains(|c: char| c == '\\' || c.is_control())
    };
    from.filter(ours).unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn stays_on_this_site() {
        for (from, want) in [
            ("/logs?id=1", "/logs?id=1"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("https://evil.example", "/"),
            ("/login?from=/", "/"),
            ("", "/"),
        ] {
            assert_eq!(target(Some(from.to_owned())), want);
        }
        assert_eq!(target(None), "/");
    }
}
