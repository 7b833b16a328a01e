use crate::component::Measure;
use domain::report::{Dimension, Span};
use leptos_router::params::ParamsMap;

/// Whose ranks are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Board {
    #[default]
    Users,
    Providers,
    Models,
}

/// How the page looks at the figures, as its address says. What is not said is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lens {
    pub(super) span: Span,
    pub(super) by: Dimension,
    pub(super) show: Measure,
    pub(super) top: Board,
    pub(super) rank: Measure,
}

const SPANS: [(&str, Span); 3] = [("today", Span::Today), ("week", Span::Week), ("month", Span::Month)];
const DIMENSIONS: [(&str, Dimension); 4] = [
    ("provider", Dimension::Provider),
    ("user", Dimension::User),
    ("key", Dimension::Key),
    ("model", Dimension::Model),
];
const BOARDS: [(&str, Board); 3] = [("user", Board::Users), ("provider", Board::Providers), ("model", Board::Models)];

impl Lens {
    pub(super) fn read(query: &ParamsMap) -> Self {
        Self {
            span: read(&SPANS, query.get_str("span")),
            by: read(&DIMENSIONS, query.get_str("by")),
            show: read(&Measure::WORDS, query.get_str("show")),
            top: read(&BOARDS, query.get_str("top")),
            rank: read(&Measure::WORDS, query.get_str("rank")),
        }
    }

    /// How the chart of use looks at the figures, whatever is usual.
    pub(super) fn layers(self) -> [(&'static str, Option<String>); 2] {
        let by = DIMENSIONS.iter().find(|(_, by)| *by == self.by).map(|(word, _)| (*word).to_owned());
        let show = Measure::WORDS.iter().find(|(_, show)| *show == self.show).map(|(word, _)| (*word).to_owned());
        [("by", by), ("show", show)]
    }

    pub(super) fn href(self) -> String {
        let words = [
            ("span", word(&SPANS, self.span)),
            ("by", word(&DIMENSIONS, self.by)),
            ("show", word(&Measure::WORDS, self.show)),
            ("top", word(&BOARDS, self.top)),
            ("rank", word(&Measure::WORDS, self.rank)),
        ];
        let mut href = "/".to_owned();
        for (name, word) in words {
            if let Some(word) = word {
                href.push(if href.len() == 1 { '?' } else { '&' });
                href += &format!("{name}={word}");
            }
        }
        href
    }
}

fn read<T: Copy + Default>(words: &[(&str, T)], given: Option<&str>) -> T {
    words.iter().find(|(word, _)| Some(*word) == given).map(|(_, value)| *value).unwrap_or_default()
}

/// None for the default.
fn word<T: Copy + Default + PartialEq>(words: &[(&'static str, T)], value: T) -> Option<&'static str> {
    let found = words.iter().find(|(_, known)| *known == value).map(|(word, _)| *word);
    found.filter(|_| value != T::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_how_to_look() {
        let lens = Lens { span: Span::Week, show: Measure::Tokens, top: Board::Models, ..Lens::default() };
        assert_eq!(lens.href(), "/?span=week&show=tokens&top=model");
        assert_eq!(Lens::default().href(), "/");
        let query: ParamsMap = [("span", "week"), ("show", "tokens"), ("top", "model"), ("by", "junk")]
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        assert_eq!(Lens::read(&query), lens);
    }
}
