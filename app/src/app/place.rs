//! The console's pages, as the rail and the search list them.

use crate::component::context::is_admin;
use crate::i18n::locale;
use crate::ui::{Icon, icon};

#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) icon: Icon,
    pub(super) label: &'static str,
    pub(super) href: &'static str,
}

const fn place(icon: Icon, label: &'static str, href: &'static str) -> Place {
    Place { icon, label, href }
}

/// Groups of pages, as far as they are for who is signed in; the first stands without a heading, and the last has the
/// API's documents, too, which the rail adds.
pub(super) fn groups() -> Vec<(Option<&'static str>, Vec<Place>)> {
    let t = locale().shell();
    let activity = vec![
        place(icon::LOGS, t.logs(), "/logs"),
        place(icon::CHAT, t.sessions(), "/sessions"),
        place(icon::TREND, t.statistics(), "/statistics"),
        place(icon::BARS, t.leaderboard(), "/leaderboard"),
    ];
    let mut groups = vec![(None, vec![place(icon::HOME, t.overview(), "/")]), (Some(t.activity()), activity)];
    if is_admin() {
        let people = vec![place(icon::USER, t.users(), "/users"), place(icon::GAUGE, t.quotas(), "/quotas")];
        let upstream = vec![
            place(icon::PLUG, t.providers(), "/providers"),
            place(icon::PULSE, t.availability(), "/availability"),
            place(icon::GROUP, t.groups(), "/groups"),
            place(icon::COIN, t.prices(), "/prices"),
            place(icon::SPLIT, t.simulator(), "/simulator"),
        ];
        let system = vec![
            place(icon::GEAR, t.settings(), "/settings"),
            place(icon::ALERT, t.alerts(), "/alerts"),
            place(icon::CLOCK, t.upkeep(), "/upkeep"),
            place(icon::BOOK, t.audit(), "/audit"),
            place(icon::KEY, t.access(), "/access"),
        ];
        groups.extend([(Some(t.people()), people), (Some(t.upstream()), upstream), (Some(t.system()), system)]);
    } else {
        groups[1].1.push(place(icon::GAUGE, t.own_quota(), "/quotas"));
        groups.push((Some(t.system()), vec![place(icon::KEY, t.access(), "/access")]));
    }
    groups
}

/// It stands apart, at the end.
pub(super) fn connect() -> Place {
    place(icon::LINK, locale().shell().connect(), "/connect")
}

/// All of them.
pub(super) fn places() -> Vec<Place> {
    groups().into_iter().flat_map(|(_, places)| places).chain([connect()]).collect()
}
