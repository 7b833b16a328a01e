use super::Shelf;
use crate::api::provider::{Adjustment, adjust_provider};
use crate::component::Errand;
use crate::i18n::{Locale, locale};
use crate::ui::Inline;
use crate::ui::format::times;
use domain::Ratio;
use domain::provider::{PRIORITY_MAX, Provider, WEIGHT_MAX};
use leptos::prelude::*;

/// The figures that are changed in the list itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Priority,
    Weight,
    Multiplier,
}

impl Figure {
    fn name(self) -> &'static str {
        let t = locale().provider();
        match self {
            Self::Priority => t.priority(),
            Self::Weight => t.weight(),
            Self::Multiplier => t.multiplier(),
        }
    }

    fn of(self, provider: &Provider) -> String {
        match self {
            Self::Priority => provider.priority.to_string(),
            Self::Weight => provider.weight.to_string(),
            Self::Multiplier => provider.multiplier.to_string(),
        }
    }

    /// What the hub would say as well, but at once and in the reader's language.
    fn read(self, locale: Locale, text: &str) -> Result<Adjustment, String> {
        let t = locale.provider();
        let none = Adjustment::default();
        let whole = |most: i64| {
            let number = text.parse::<i64>().ok().filter(|number| (0..=most).contains(number));
            number.map(Some).ok_or_else(|| t.whole(0, most))
        };
        Ok(match self {
            Self::Priority => Adjustment { priority: whole(PRIORITY_MAX)?, ..none },
            Self::Weight => Adjustment { weight: whole(WEIGHT_MAX)?, ..none },
            Self::Multiplier => {
                let ratio = Ratio::read(text).ok_or_else(|| t.ratio().to_owned())?;
                Adjustment { multiplier: Some(ratio), ..none }
            }
        })
    }
}

#[component]
pub(super) fn Editable(provider: Provider, figure: Figure) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let errand = Errand::new();
    let value = RwSignal::new(figure.of(&provider));
    let (editing, error) = (RwSignal::new(false), RwSignal::new(None));
    let id = provider.id;
    let locale = locale();
    let save = move |text: String| {
        let to = match figure.read(locale, text.trim()) {
            Ok(to) => to,
            Err(wrong) => return error.set(Some(wrong)),
        };
        errand.run(adjust_provider(id, to), move |outcome| match outcome {
            Ok(saved) => {
                value.set(figure.of(&saved));
                editing.set(false);
                shelf.keep(saved);
            }
            Err(refused) => error.set(Some(refused.message)),
        });
    };
    let label = locale.fleet().figure_of(figure.name(), provider.name);
    let written = (figure == Figure::Multiplier).then_some((|text: &str| times(text)) as fn(&str) -> String);
    view! { <Inline label value written editing error busy=errand.busy on_save=Callback::new(save) /> }
}
