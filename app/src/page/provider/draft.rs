use super::address::guess;
use crate::i18n::Locale;
use crate::ui::Fault;
use domain::provider::{NewProvider, Provider, ProviderKind, ProviderPatch, ProviderTest};
use domain::{Names, ProviderId, Ratio, Secret};
use leptos::prelude::*;

/// Bounds that the hub sets too.
const MOST: i64 = 1_000_000;
/// Small and cheap, and every account has it.
const MODEL: &str = "claude-haiku-4-5";

/// A provider as the form has it.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) id: Option<ProviderId>,
    pub(super) name: RwSignal<String>,
    pub(super) url: RwSignal<String>,
    pub(super) credential: RwSignal<String>,
    pub(super) kind: RwSignal<String>,
    pub(super) groups: RwSignal<String>,
    pub(super) models: RwSignal<String>,
    pub(super) priority: RwSignal<String>,
    pub(super) weight: RwSignal<String>,
    pub(super) multiplier: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) enabled: RwSignal<bool>,
    /// What the test asks for; not saved.
    pub(super) model: RwSignal<String>,
    first: StoredValue<[String; 11]>,
}

impl Draft {
    pub(super) fn new(saved: Option<&Provider>) -> Self {
        let fresh = NewProvider::default();
        let text = |saved: Option<String>, fresh: String| RwSignal::new(saved.unwrap_or(fresh));
        let draft = Self {
            id: saved.map(|saved| saved.id),
            name: text(saved.map(|saved| saved.name.clone()), fresh.name),
            url: text(saved.map(|saved| saved.url.clone()), fresh.url),
            credential: RwSignal::new(String::new()),
            kind: text(saved.map(|saved| saved.kind.as_str().into()), fresh.kind.as_str().into()),
            groups: text(saved.map(|saved| saved.groups.joined()), String::new()),
            models: text(saved.map(|saved| saved.allowed_models.joined()), String::new()),
            priority: text(saved.map(|saved| saved.priority.to_string()), fresh.priority.to_string()),
            weight: text(saved.map(|saved| saved.weight.to_string()), fresh.weight.to_string()),
            multiplier: text(saved.map(|saved| saved.multiplier.to_string()), fresh.multiplier.to_string()),
            note: text(saved.map(|saved| saved.note.clone()), fresh.note),
            enabled: RwSignal::new(saved.is_none_or(|saved| saved.enabled)),
            model: RwSignal::new(saved.and_then(|saved| saved.allowed_models.first().cloned()).unwrap_or(MODEL.into())),
            first: StoredValue::new(Default::default()),
        };
        draft.first.set_value(untrack(|| draft.values()));
        draft.follow_guess();
        draft
    }

    /// The type goes along with the guess until somebody chose another one.
    fn follow_guess(self) {
        Effect::new(move |before: Option<ProviderKind>| {
            let now = self.url.with(|url| self.credential.with(|credential| guess(url, credential)));
            let followed = before.is_some_and(|before| self.kind.get_untracked() == before.as_str());
            if followed && before != Some(now) {
                self.kind.set(now.as_str().into());
            }
            now
        });
    }

    fn values(self) -> [String; 11] {
        let enabled = self.enabled.get().to_string();
        let texts = [self.name, self.url, self.credential, self.kind, self.groups, self.models, self.priority];
        let [a, b, c, d, e, f, g] = texts.map(|text| text.get());
        [a, b, c, d, e, f, g, self.weight.get(), self.multiplier.get(), self.note.get(), enabled]
    }

    pub(super) fn is_dirty(self) -> bool {
        let now = self.values();
        self.first.with_value(|first| *first != now)
    }

    fn kind(self) -> ProviderKind {
        ProviderKind::try_from(self.kind.get_untracked()).unwrap_or_default()
    }

    /// What the hub would say as well, but at once and in the reader's language.
    pub(super) fn read(self, locale: Locale) -> Result<NewProvider, Fault> {
        let t = locale.provider();
        let at = |field: &str, message: String| Fault { field: Some(field.into()), ..Fault::new(message) };
        let filled = |field: &str, text: RwSignal<String>| {
            let text = text.get_untracked().trim().to_owned();
            if text.is_empty() { Err(at(field, t.must().into())) } else { Ok(text) }
        };
        let whole = |field: &str, text: RwSignal<String>| {
            let number = text.get_untracked().trim().parse::<i64>().ok();
            number.filter(|number| (0..=MOST).contains(number)).ok_or_else(|| at(field, t.whole(0, MOST)))
        };
        let ratio = self.multiplier.get_untracked().trim().parse::<f64>().ok().and_then(Ratio::from_f64);
        Ok(NewProvider {
            name: filled("name", self.name)?,
            url: filled("url", self.url)?,
            credential: match self.id {
                None => Secret::new(filled("credential", self.credential)?),
                Some(_) => Secret::new(self.credential.get_untracked().trim()),
            },
            kind: self.kind(),
            priority: whole("priority", self.priority)?,
            weight: whole("weight", self.weight)?,
            multiplier: ratio.ok_or_else(|| at("multiplier", t.ratio().into()))?,
            groups: self.groups.with_untracked(|text| Names::split(text)),
            allowed_models: self.models.with_untracked(|text| Names::split(text)),
            note: self.note.get_untracked(),
            enabled: self.enabled.get_untracked(),
        })
    }

    pub(super) fn test(self) -> ProviderTest {
        let credential = Secret::new(self.credential.get_untracked().trim());
        ProviderTest {
            id: self.id,
            kind: Some(self.kind()),
            url: Some(self.url.get_untracked().trim().to_owned()),
            credential: (!credential.is_empty()).then_some(credential),
            model: self.model.get_untracked().trim().to_owned(),
        }
    }
}

/// Everything as the form says; an empty credential leaves the stored one.
pub(super) fn patch(new: NewProvider) -> ProviderPatch {
    ProviderPatch {
        credential: (!new.credential.is_empty()).then_some(new.credential),
        name: Some(new.name),
        kind: Some(new.kind),
        url: Some(new.url),
        weight: Some(new.weight),
        priority: Some(new.priority),
        multiplier: Some(new.multiplier),
        groups: Some(new.groups),
        allowed_models: Some(new.allowed_models),
        note: Some(new.note),
        enabled: Some(new.enabled),
    }
}
