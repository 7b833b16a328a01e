use super::figure::{read, written};
use super::models::ModelLimit;
use crate::i18n::Locale;
use crate::ui::{Entry, Fault, Rows};
use domain::limit::{Caps, DayTime, LimitKind, Limits, ModelCaps, WindowMode};
use leptos::prelude::*;

/// Limits as a form has them.
#[derive(Clone, Copy)]
pub struct LimitsDraft {
    /// As `LimitKind::ALL` has them; empty = none.
    caps: [RwSignal<String>; LimitKind::ALL.len()],
    pub(super) models: Rows<ModelLimit>,
    pub(super) five_hours: RwSignal<String>,
    pub(super) day: RwSignal<String>,
    pub(super) day_start: RwSignal<String>,
    /// Some were saved.
    pub(super) is_set: bool,
}

/// What tells whether something was changed.
pub type LimitsValues = (Vec<String>, Vec<Entry<ModelLimit>>);

impl LimitsDraft {
    pub fn new(saved: &Limits) -> Self {
        let cap = |kind| RwSignal::new(saved.caps.get(kind).map(|cap| written(kind, cap)).unwrap_or_default());
        let by_model = saved.each().filter_map(|(models, kind, figure)| {
            Some(ModelLimit { models: models?.to_owned(), kind, figure: written(kind, figure) })
        });
        Self {
            caps: LimitKind::ALL.map(cap),
            models: Rows::new(by_model),
            five_hours: RwSignal::new(saved.five_hours.as_str().to_owned()),
            day: RwSignal::new(saved.day.as_str().to_owned()),
            day_start: RwSignal::new(saved.day_start.to_string()),
            is_set: !saved.is_none(),
        }
    }

    pub(super) fn cap(self, kind: LimitKind) -> RwSignal<String> {
        let at = LimitKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
        self.caps[at]
    }

    pub fn values(self) -> LimitsValues {
        let texts = self.caps.into_iter().chain([self.five_hours, self.day, self.day_start]);
        (texts.map(|text| text.get()).collect(), self.models.rows.get())
    }

    /// # Errors
    /// Which field the hub would not take, in the reader's language.
    pub fn read(self, locale: Locale) -> Result<Limits, Fault> {
        let t = locale.limit();
        let mut caps = Caps::default();
        for (kind, text) in LimitKind::ALL.into_iter().zip(self.caps) {
            let wrong = |()| at(kind.as_str(), if kind.is_money() { t.no_money() } else { t.no_count() });
            caps.set(kind, text.with_untracked(|text| read(kind, text)).map_err(wrong)?);
        }
        let mode = |text: RwSignal<String>| text.with_untracked(|text| WindowMode::from(text.as_str()));
        let start = self.day_start.get_untracked();
        Ok(Limits {
            caps,
            models: self.read_models(locale)?,
            five_hours: mode(self.five_hours),
            day: mode(self.day),
            day_start: match start.trim() {
                "" => DayTime::default(),
                text => DayTime::try_from(text.to_owned()).map_err(|_| at("day_start", t.no_time()))?,
            },
        })
    }

    /// Rows that nobody filled in say nothing; those of one model are one.
    fn read_models(self, locale: Locale) -> Result<Vec<ModelCaps>, Fault> {
        let t = locale.limit();
        let mut all: Vec<ModelCaps> = Vec::new();
        for (row, ModelLimit { models, kind, figure }) in self.models.numbered() {
            let models = models.trim();
            if models.is_empty() && figure.trim().is_empty() {
                continue;
            }
            let cap = read(kind, &figure).ok().flatten().filter(|_| !models.is_empty());
            let Some(cap) = cap else { return Err(at("models", &t.model_half(row))) };
            let known = all.iter().position(|own| own.models == models);
            let place = known.unwrap_or_else(|| {
                all.push(ModelCaps { models: models.to_owned(), caps: Caps::default() });
                all.len() - 1
            });
            if all[place].caps.get(kind).is_some() {
                return Err(at("models", &t.model_twice(row)));
            }
            all[place].caps.set(kind, Some(cap));
        }
        Ok(all)
    }
}

fn at(field: &str, message: &str) -> Fault {
    Fault { field: Some(field.into()), ..Fault::new(message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"{"rpm":60,"tpm":90000,"concurrent_sessions":3,"concurrent_requests":0,"usd_5h":1,"usd_day":2500000000,
        "usd_week":3,"usd_month":4,"usd_total":5,"models":[{"models":"claude-opus-*","usd_day":7,"rpm":1},
        {"models":"gpt-5","tpm":2}],"five_hours":"fixed","day":"rolling","day_start":"08:30"}"#;

    fn with_draft(saved: &Limits, test: impl FnOnce(LimitsDraft)) {
        Owner::new().with(|| test(LimitsDraft::new(saved)));
    }

    fn full() -> Limits {
        serde_json::from_str(FULL).unwrap()
    }

    #[test]
    fn what_was_saved_is_read_again() {
        for saved in [Limits::default(), full()] {
            with_draft(&saved, |draft| assert_eq!(draft.read(Locale::En).unwrap(), saved));
        }
    }

    #[test]
    fn what_is_cleared_is_no_limit() {
        with_draft(&full(), |draft| {
            draft.caps.iter().for_each(|text| text.set(String::new()));
            for id in 0..3 {
                draft.models.change(id, |own| (own.models, own.figure) = Default::default());
            }
            assert!(draft.read(Locale::En).unwrap().is_none());
        });
    }

    #[test]
    fn what_the_hub_would_refuse_is_told_at_its_field() {
        let wrong = |act: &dyn Fn(LimitsDraft)| {
            let mut field = None;
            with_draft(&full(), |draft| {
                act(draft);
                let fault = draft.read(Locale::ZhCn).unwrap_err();
                assert!(!fault.message.is_ascii(), "in the reader's language: {}", fault.message);
                field = fault.field;
            });
            field.unwrap()
        };
        let row = |models: &str, figure: &str| ModelLimit {
            models: models.to_owned(),
            kind: LimitKind::Rpm,
            figure: figure.to_owned(),
        };
        assert_eq!(wrong(&|draft| draft.cap(LimitKind::Rpm).set("1.5".into())), "rpm");
        assert_eq!(wrong(&|draft| draft.cap(LimitKind::UsdWeek).set("much".into())), "usd_week");
        assert_eq!(wrong(&|draft| draft.day_start.set("25:00".into())), "day_start");
        for half in [row("", "1"), row("gpt-6", ""), row("gpt-6", "x"), row("claude-opus-*", "2")] {
            assert_eq!(wrong(&|draft| draft.models.add(half.clone())), "models", "{half:?}");
        }
    }
}
