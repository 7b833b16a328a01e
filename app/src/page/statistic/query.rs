use crate::component::context::is_admin;
use crate::component::{Measure, Time};
use crate::ui::address;
use domain::report::Dimension;
use leptos_router::params::ParamsMap;

const LAYERS: [(&str, Dimension); 5] = [
    ("user", Dimension::User),
    ("key", Dimension::Key),
    ("provider", Dimension::Provider),
    ("model", Dimension::Model),
    ("group", Dimension::Group),
];

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) time: Time,
    pub(super) by: Dimension,
    pub(super) show: Measure,
}

impl Query {
    /// What cannot be read is left out.
    pub(super) fn read(map: &ParamsMap) -> Self {
        let by = LAYERS.iter().find(|(word, _)| Some(*word) == map.get_str("by"));
        let show = Measure::WORDS.iter().find(|(word, _)| Some(*word) == map.get_str("show"));
        Self {
            time: Time::read(map),
            by: by.map_or_else(usual, |(_, by)| *by),
            show: show.map_or_else(Measure::default, |(_, show)| *show),
        }
    }

    pub(super) fn href(&self) -> String {
        let word = |differs: bool, word: Option<&str>| word.filter(|_| differs).map(str::to_owned);
        let by = LAYERS.iter().find(|(_, by)| *by == self.by).map(|(word, _)| *word);
        let show = Measure::WORDS.iter().find(|(_, show)| *show == self.show).map(|(word, _)| *word);
        let [span, from, to, since, until] = self.time.pairs();
        let pairs = [
            span,
            from,
            to,
            since,
            until,
            ("by", word(self.by != usual(), by)),
            ("show", word(self.show != Measure::default(), show)),
        ];
        address("/statistics", &pairs)
    }
}

/// A user alone would be one layer.
fn usual() -> Dimension {
    if is_admin() { Dimension::User } else { Dimension::Key }
}
