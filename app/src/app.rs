mod account;
mod bar;
mod frame;
mod missing;
mod palette;
mod place;
#[cfg(feature = "ssr")]
mod policy;
mod rail;

use crate::i18n::pack;
use crate::page::{
    Access, Alerts, Audit, Availability, Connect, Groups, Leaderboard, Login, Logs, Overview, Prices, Providers,
    Quotas, Sessions, Settings, Simulator, Statistics, Upkeep, Users, Wall,
};
use crate::preference::{Preference, Scheme};
use crate::ui::{Confirm, Toasts, provide_clock, provide_confirm, provide_toasts};
use frame::Frame;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, StaticSegment, WildcardSegment};
use missing::Missing;

/// The page around the application, rendered on the server only.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    #[cfg(feature = "ssr")]
    policy::apply();
    let Preference { locale, theme, narrow } = Preference::read();
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag() data-theme=theme.name() data-rail=if narrow { "narrow" } else { "wide" }>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <link rel="stylesheet" href="/pkg/cch.css" />
                <link id=pack::LINK rel="preload" r#as="fetch" crossorigin="anonymous" href=pack::path(locale) />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

#[component]
pub fn App() -> impl IntoView {
    let preference = Preference::read();
    provide_context(preference.locale);
    Scheme::provide(preference.theme);
    provide_meta_context();
    provide_clock();
    provide_toasts();
    provide_confirm();
    view! {
        <Title formatter=|page: String| if page.is_empty() { "Claude Code Hub".into() } else { format!("{page} · Claude Code Hub") } />
        <Router>
            <Routes fallback=Missing>
                <Route path=StaticSegment("login") view={Lazy::<Login>::new()} ssr=SsrMode::Async />
                <ParentRoute path=StaticSegment("") view=Frame ssr=SsrMode::Async>
                    <Route path=StaticSegment("") view={Lazy::<Overview>::new()} />
                    <Route path=StaticSegment("logs") view={Lazy::<Logs>::new()} />
                    <Route path=StaticSegment("sessions") view={Lazy::<Sessions>::new()} />
                    <Route path=StaticSegment("statistics") view={Lazy::<Statistics>::new()} />
                    <Route path=StaticSegment("leaderboard") view={Lazy::<Leaderboard>::new()} />
                    <Route path=StaticSegment("connect") view={Lazy::<Connect>::new()} />
                    <Route path=StaticSegment("users") view={Lazy::<Users>::new()} />
                    <Route path=StaticSegment("quotas") view={Lazy::<Quotas>::new()} />
                    <Route path=StaticSegment("providers") view={Lazy::<Providers>::new()} />
                    <Route path=StaticSegment("availability") view={Lazy::<Availability>::new()} />
                    <Route path=StaticSegment("prices") view={Lazy::<Prices>::new()} />
                    <Route path=StaticSegment("simulator") view={Lazy::<Simulator>::new()} />
                    <Route path=StaticSegment("groups") view={Lazy::<Groups>::new()} />
                    <Route path=StaticSegment("settings") view={Lazy::<Settings>::new()} />
                    <Route path=StaticSegment("alerts") view={Lazy::<Alerts>::new()} />
                    <Route path=StaticSegment("upkeep") view={Lazy::<Upkeep>::new()} />
                    <Route path=StaticSegment("audit") view={Lazy::<Audit>::new()} />
                    <Route path=StaticSegment("access") view={Lazy::<Access>::new()} />
                    <Route path=StaticSegment("wall") view={Lazy::<Wall>::new()} />
                    <Route path=WildcardSegment("rest") view=Missing />
                </ParentRoute>
            </Routes>
        </Router>
        <Confirm />
        <Toasts />
    }
}
