mod overrides;
mod proxy;
mod redirects;
mod routing;

pub(super) use overrides::{OFF, ON, OverridesDraft};
pub(super) use proxy::ProxyDraft;
pub(super) use routing::{AudienceDraft, GroupPriority, ReliabilityDraft, TimeoutsDraft, TypedMultiplier};

use super::address::{guess, wrong};
use crate::component::{LimitsDraft, LimitsValues};
use crate::i18n::Locale;
use crate::ui::{Entry, Fault, Rows};
use domain::provider::{NewProvider, PRIORITY_MAX, Provider, ProviderKind, ProviderPatch, ProviderTest, WEIGHT_MAX};
use domain::redirect::Redirect;
use domain::{Names, ProviderId, Ratio, Secret};
use leptos::prelude::*;
use routing::RoutingDraft;

/// A provider as the form has it.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) id: Option<ProviderId>,
    /// The provider that a new one is a copy of.
    pub(super) copy_of: Option<ProviderId>,
    pub(super) name: RwSignal<String>,
    pub(super) url: RwSignal<String>,
    pub(super) credential: RwSignal<String>,
    pub(super) kind: RwSignal<ProviderKind>,
    pub(super) groups: RwSignal<String>,
    pub(super) models: RwSignal<String>,
    pub(super) priority: RwSignal<String>,
    pub(super) weight: RwSignal<String>,
    pub(super) multiplier: RwSignal<String>,
    pub(super) redirects: Rows<Redirect>,
    pub(super) proxy: ProxyDraft,
    pub(super) preserve_ip: RwSignal<bool>,
    pub(super) overrides: OverridesDraft,
    pub(super) routing: RoutingDraft,
    pub(super) limits: LimitsDraft,
    pub(super) note: RwSignal<String>,
    pub(super) enabled: RwSignal<bool>,
    /// What the test asks for; not saved.
    pub(super) model: RwSignal<String>,
    first: StoredValue<Values>,
}

/// Everything that is saved.
type Values = (
    Vec<String>,
    ProviderKind,
    Vec<Entry<Redirect>>,
    Vec<Entry<GroupPriority>>,
    Vec<Entry<TypedMultiplier>>,
    LimitsValues,
    [bool; 5],
);

impl Draft {
    /// Of the provider that is there already, or with `copy` of a new one like it.
    pub(super) fn new(saved: Option<&Provider>, copy: bool) -> Self {
        let fresh = NewProvider::default();
        let text = |saved: Option<String>, fresh: String| RwSignal::new(saved.unwrap_or(fresh));
        let kind = saved.map_or(fresh.kind, |saved| saved.kind);
        let model = saved.and_then(|saved| saved.allowed_models.first().cloned());
        let draft = Self {
            id: saved.map(|saved| saved.id).filter(|_| !copy),
            copy_of: saved.map(|saved| saved.id).filter(|_| copy),
            name: text(saved.map(|saved| saved.name.clone()).filter(|_| !copy), fresh.name),
            url: text(saved.map(|saved| saved.url.clone()), fresh.url),
            credential: RwSignal::new(String::new()),
            kind: RwSignal::new(kind),
            groups: text(saved.map(|saved| saved.groups.joined()), String::new()),
            models: text(saved.map(|saved| saved.allowed_models.joined()), String::new()),
            priority: text(saved.map(|saved| saved.priority.to_string()), fresh.priority.to_string()),
            weight: text(saved.map(|saved| saved.weight.to_string()), fresh.weight.to_string()),
            multiplier: text(saved.map(|saved| saved.multiplier.to_string()), fresh.multiplier.to_string()),
            redirects: Rows::new(saved.map_or(&fresh.redirects, |saved| &saved.redirects).iter().cloned()),
            proxy: ProxyDraft::new(saved.is_some_and(|saved| saved.proxy_fallback)),
            preserve_ip: RwSignal::new(saved.is_some_and(|saved| saved.preserve_client_ip)),
            overrides: OverridesDraft::new(saved.map_or(&fresh.overrides, |saved| &saved.overrides)),
            routing: RoutingDraft::new(saved.map_or(&fresh.routing, |saved| &saved.routing)),
            limits: LimitsDraft::new(saved.map_or(&fresh.limits, |saved| &saved.limits)),
            note: text(saved.map(|saved| saved.note.clone()), fresh.note),
            enabled: RwSignal::new(saved.is_none_or(|saved| saved.enabled)),
            model: text(model, model_of(kind).into()),
            first: StoredValue::new(Default::default()),
        };
        draft.first.set_value(untrack(|| draft.values()));
        draft.follow_guess();
        draft.follow_kind();
        draft
    }

    /// The type goes along with the guess until somebody chose another one.
    fn follow_guess(self) {
        Effect::new(move |before: Option<ProviderKind>| {
            let now = self.guess();
            let followed = before.is_some_and(|before| self.kind.get_untracked() == before);
            if followed && before != Some(now) {
                self.kind.set(now);
            }
            now
        });
    }

    /// So does the model to ask go along with the type.
    fn follow_kind(self) {
        Effect::new(move |before: Option<ProviderKind>| {
            let now = self.kind.get();
            if before.is_some_and(|before| self.model.with_untracked(|model| model == model_of(before))) {
                self.model.set(model_of(now).into());
            }
            now
        });
    }

    /// The type that fits what was typed.
    pub(super) fn guess(self) -> ProviderKind {
        self.url.with(|url| self.credential.with(|credential| guess(url, credential)))
    }

    fn values(self) -> Values {
        let own = [self.name, self.url, self.credential, self.groups, self.models, self.priority, self.weight];
        let rest = [self.multiplier, self.note, self.proxy.url];
        let texts = own.into_iter().chain(rest).chain(self.overrides.texts()).chain(self.routing.texts());
        let sticky = self.routing.audience.sticky;
        let switches = [self.enabled, self.preserve_ip, self.proxy.fallback, self.proxy.gone, sticky];
        (
            texts.map(|text| text.get()).collect(),
            self.kind.get(),
            self.redirects.rows.get(),
            self.routing.audience.group_priorities.rows.get(),
            self.routing.multipliers.rows.get(),
            self.limits.values(),
            switches.map(|switch| switch.get()),
        )
    }

    pub(super) fn is_dirty(self) -> bool {
        let now = self.values();
        self.first.with_value(|first| *first != now)
    }

    /// What the hub would say as well, but at once and in the reader's language.
    pub(super) fn read(self, locale: Locale) -> Result<NewProvider, Fault> {
        let t = locale.provider();
        let filled = |field: &str, text: RwSignal<String>| {
            let text = text.get_untracked().trim().to_owned();
            if text.is_empty() { Err(at(field, t.must().into())) } else { Ok(text) }
        };
        let whole = |field: &str, text: RwSignal<String>, most: i64| {
            let number = text.get_untracked().trim().parse::<i64>().ok();
            number.filter(|number| (0..=most).contains(number)).ok_or_else(|| at(field, t.whole(0, most)))
        };
        let ratio = Ratio::read(self.multiplier.get_untracked().trim());
        let kind = self.kind.get_untracked();
        let url = |url: String| match wrong(&url) {
            Some(wrong) => Err(at("url", wrong.word(locale).into())),
            None => Ok(url),
        };
        Ok(NewProvider {
            name: filled("name", self.name)?,
            url: filled("url", self.url).and_then(url)?,
            credential: match self.id.or(self.copy_of) {
                None => Secret::new(filled("credential", self.credential)?),
                Some(_) => Secret::new(self.credential.get_untracked().trim()),
            },
            kind,
            priority: whole("priority", self.priority, PRIORITY_MAX)?,
            weight: whole("weight", self.weight, WEIGHT_MAX)?,
            multiplier: ratio.ok_or_else(|| at("multiplier", t.ratio().into()))?,
            groups: self.groups.with_untracked(|text| Names::split(text)),
            allowed_models: self.models.with_untracked(|text| Names::split(text)),
            redirects: redirects::redirects(self.redirects).map_err(|row| at("redirects", t.redirect_half(row)))?,
            overrides: self.overrides.read(kind.dialect()).map_err(|wrong| at(wrong.field, t.at_least(wrong.least)))?,
            proxy: self.proxy.tried(),
            proxy_fallback: self.proxy.fallback.get_untracked(),
            preserve_client_ip: self.preserve_ip.get_untracked(),
            routing: self.routing.read(locale)?,
            limits: self.limits.read(locale)?,
            note: self.note.get_untracked(),
            enabled: self.enabled.get_untracked(),
            secrets_of: self.copy_of,
        })
    }

    pub(super) fn test(self) -> ProviderTest {
        let credential = Secret::new(self.credential.get_untracked().trim());
        ProviderTest {
            id: self.id.or(self.copy_of),
            kind: Some(self.kind.get_untracked()),
            url: Some(self.url.get_untracked().trim().to_owned()),
            credential: (!credential.is_empty()).then_some(credential),
            proxy: self.proxy.tried(),
            model: self.model.get_untracked().trim().to_owned(),
        }
    }

    /// Everything as the form says; an empty credential or proxy leaves the stored one.
    pub(super) fn patch(self, new: NewProvider) -> ProviderPatch {
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
            redirects: Some(new.redirects),
            overrides: Some(new.overrides),
            proxy: self.proxy.patch(),
            proxy_fallback: Some(new.proxy_fallback),
            preserve_client_ip: Some(new.preserve_client_ip),
            routing: Some(new.routing.into()),
            limits: Some(new.limits.into()),
            note: Some(new.note),
            enabled: Some(new.enabled),
        }
    }
}

/// What is wrong with a field, beside that field.
fn at(field: &str, message: String) -> Fault {
    Fault { field: Some(field.into()), ..Fault::new(message) }
}

/// Small and cheap, and every account has it.
fn model_of(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Claude | ProviderKind::ClaudeAuth => "claude-haiku-4-5",
        ProviderKind::Codex => "gpt-5.3-codex",
        ProviderKind::Gemini | ProviderKind::GeminiCli => "gemini-2.5-flash",
        ProviderKind::OpenaiCompatible => "gpt-5.4-mini",
    }
}
