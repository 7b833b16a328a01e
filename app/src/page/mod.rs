//! One page a file, by route. The browser fetches the code of a page when it is first opened.

mod access;
mod alert;
mod audit;
mod availability;
mod connect;
mod group;
mod leaderboard;
mod log;
mod login;
mod overview;
mod price;
mod provider;
mod quota;
mod session;
mod setting;
mod simulator;
mod statistic;
mod upkeep;
mod user;
mod wall;

use crate::component::{Lost, shown};
use leptos::prelude::*;
use leptos_router::LazyRoute;
use wasm_split_helpers::wasm_split;

/// Puts the view of each `page` into the `part` of the console's code that stands before it, and makes a route of it.
macro_rules! pages {
    ($($part:ident { $($name:ident: $page:path,)* })*) => {
        $($(
            pub(crate) struct $name;

            impl LazyRoute for $name {
                fn data() -> Self {
                    Self
                }

                async fn view(_this: Self) -> AnyView {
                    // The document names the part, so that the browser fetches it beside the main one.
                    #[cfg(feature = "ssr")]
                    leptos::prefetch_lazy_fn_on_server(stringify!($part));
                    shown(part::$part::view(stringify!($name))).await
                }

                async fn preload() {
                    _ = part::$part::fetch().await;
                }
            }
        )*)*

        /// Fetches the code of every page, so that opening one waits for its data alone.
        pub async fn preload() {
            $(_ = part::$part::fetch().await;)*
        }

        #[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
        mod part {
            $(pub(super) mod $part {
                use crate::page::*;

                #[wasm_split($part, preload(fetch), fallible)]
                pub(in crate::page) fn view(page: &'static str) -> Result<AnyView, Lost> {
                    Ok(match page {
                        $(stringify!($name) => leptos::component::component_view($page, ()).into_any(),)*
                        _ => ().into_any(),
                    })
                }
            })*
        }
    };
}

/// Fetches what the document shows of parts that not everybody needs, such as an open drawer: inside a `Suspense` it has to
/// be there when the page is taken over. Every function of a part waits for it by itself.
#[cfg(feature = "hydrate")]
pub async fn preload_open() {
    let shows = |what: &str| matches!(document().query_selector(what), Ok(Some(_)));
    if shows(".steps") {
        _ = overview::steps::fetch().await;
    }
    if shows(".stack.quotas") {
        _ = overview::quotas::fetch().await;
    }
    if shows("dialog[open]") {
        _ = audit::detail::fetch().await;
        _ = leaderboard::drill::fetch().await;
        _ = log::drawer::fetch().await;
        _ = provider::circuit::fetch().await;
        _ = price::form::fetch().await;
        _ = session::story::fetch().await;
        _ = provider::form::fetch().await;
        _ = user::form::fetch().await;
        _ = user::key_form::fetch().await;
    }
}

// Fewer parts share less code between them. Charts and what opens by a click are in the part `more`.
pages! {
    start {
        Connect: connect::ConnectPage,
        Login: login::LoginPage,
    }
    overview {
        Overview: overview::OverviewPage,
    }
    logs {
        Logs: log::LogPage,
    }
    ranks {
        Leaderboard: leaderboard::LeaderboardPage,
        Statistics: statistic::StatisticsPage,
    }
    trace {
        Sessions: session::SessionsPage,
        Simulator: simulator::SimulatorPage,
    }
    money {
        Prices: price::PricesPage,
    }
    fleet {
        Providers: provider::ProvidersPage,
    }
    people {
        Users: user::UsersPage,
        Groups: group::GroupsPage,
    }
    quotas {
        Quotas: quota::QuotasPage,
    }
    system {
        Settings: setting::SettingsPage,
        Audit: audit::AuditPage,
        Access: access::AccessPage,
    }
    upkeep {
        Alerts: alert::AlertsPage,
        Upkeep: upkeep::UpkeepPage,
    }
    wall {
        Availability: availability::AvailabilityPage,
        Wall: wall::WallPage,
    }
}
