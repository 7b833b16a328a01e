//! Everything that routing needs, as plain maps. The control plane builds it, the data plane reads it.

use crate::drill::Drill;
use crate::glob::glob;
use crate::group::{ALL, DEFAULT};
use crate::limit::{Allowance, Limits};
use crate::log::CallerTag;
use crate::overrides::Overrides;
use crate::price::{Billing, Price, PriceBook};
use crate::provider::{Provider, ProviderKind};
use crate::redirect::{Redirector, Redirects};
use crate::routing::Routing;
use crate::setting::Rectifier;
use crate::window::Zone;
use crate::{KeyId, Millis, Names, ProviderId, Ratio, Secret, UserId};
use std::collections::HashMap;
use std::sync::Arc;

/// SHA-256 of a hub key's text.
pub type KeyHash = [u8; 32];

#[derive(Debug, Default)]
pub struct Snapshot {
    pub version: i64,
    pub callers: HashMap<KeyHash, Arc<Caller>>,
    /// Every provider that is not deleted, in the order of their ids.
    pub providers: Vec<Arc<Upstream>>,
    pub groups: HashMap<String, Ratio>,
    pub prices: Arc<PriceBook>,
    pub billing: Billing,
    pub rectifiers_off: Vec<Rectifier>,
    /// Where a day begins, and the hours of providers are meant.
    pub zone: Zone,
    /// Percentages of a limit at which people hear of it, ascending.
    pub warn_percents: Vec<i64>,
    /// The last fault drill that was begun and not ended by hand.
    pub drill: Option<Drill>,
}

/// A hub key and its owner.
#[derive(Clone, Debug)]
pub struct Caller {
    pub key_id: KeyId,
    pub key_name: String,
    pub key_enabled: bool,
    pub key_expires_at: Option<Millis>,
    pub user_id: UserId,
    pub user_name: String,
    pub user_enabled: bool,
    pub user_expires_at: Option<Millis>,
    /// The key's groups, else the user's, else `default`.
    pub groups: Names,
    pub allowed_models: Names,
    /// The limits of the key and of its owner, as far as they have any.
    pub allowances: Vec<Allowance>,
}

/// Why a known key may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    KeyDisabled,
    KeyExpired,
    UserDisabled,
    UserExpired,
}

impl Caller {
    /// Nobody in particular, in these groups; in none, in `default`.
    pub fn anyone(groups: Names) -> Self {
        let default = || Names::from(vec![DEFAULT.to_owned()]);
        Self {
            key_id: KeyId(0),
            key_name: String::new(),
            key_enabled: true,
            key_expires_at: None,
            user_id: UserId(0),
            user_name: String::new(),
            user_enabled: true,
            user_expires_at: None,
            groups: if groups.is_empty() { default() } else { groups },
            allowed_models: Names::default(),
            allowances: Vec::new(),
        }
    }

    /// As a record names it.
    pub fn tag(&self) -> CallerTag {
        CallerTag {
            user_id: self.user_id,
            user_name: self.user_name.clone(),
            key_id: self.key_id,
            key_name: self.key_name.clone(),
        }
    }

    pub fn barred(&self, now: Millis) -> Option<Barred> {
        let past = |at: Option<Millis>| at.is_some_and(|at| at <= now);
        match () {
            () if !self.user_enabled => Some(Barred::UserDisabled),
            () if past(self.user_expires_at) => Some(Barred::UserExpired),
            () if !self.key_enabled => Some(Barred::KeyDisabled),
            () if past(self.key_expires_at) => Some(Barred::KeyExpired),
            () => None,
        }
    }

    /// Models are compared whole and byte for byte; `*` stands for any text.
    pub fn may_use(&self, model: &str) -> bool {
        allows(&self.allowed_models, model)
    }

    pub fn reaches(&self, provider: &Provider) -> bool {
        self.groups.iter().any(|group| group == ALL) || self.shared_group(provider).is_some()
    }

    /// Whose multiplier is billed. A caller who reaches all providers may share none of their groups.
    pub fn billed_group<'a>(&'a self, provider: &'a Provider) -> &'a str {
        self.shared_group(provider).or_else(|| provider.groups.first().map(String::as_str)).unwrap_or(DEFAULT)
    }

    /// The caller's first group that the provider is in.
    pub fn shared_group(&self, provider: &Provider) -> Option<&str> {
        let of_provider = |group: &str| {
            if provider.groups.is_empty() { group == DEFAULT } else { provider.groups.iter().any(|have| have == group) }
        };
        self.groups.iter().map(String::as_str).find(|group| of_provider(group))
    }
}

/// A provider with its secrets, its redirects ready to be asked.
#[derive(Clone, Debug)]
pub struct Upstream {
    pub provider: Provider,
    pub credential: Secret,
    pub proxy: Option<Secret>,
    pub redirector: Redirector,
    /// Its secrets and rules could be read.
    pub usable: bool,
    /// Its own limits, if it has any.
    pub allowance: Option<Allowance>,
}

impl Upstream {
    /// A provider that is nowhere saved, to be tried out.
    pub fn draft(kind: ProviderKind, url: &str, credential: Secret, proxy: Option<Secret>) -> Self {
        let provider = Provider {
            id: ProviderId(0),
            name: String::new(),
            kind,
            url: url.to_owned(),
            key_hint: String::new(),
            weight: 1,
            priority: 0,
            multiplier: Ratio::ONE,
            groups: Names::default(),
            allowed_models: Names::default(),
            redirects: Redirects::default(),
            overrides: Overrides::default(),
            proxy_hint: String::new(),
            proxy_fallback: false,
            preserve_client_ip: false,
            routing: Routing::default(),
            limits: Limits::default(),
            usage_reset_at: None,
            note: String::new(),
            enabled: true,
            created_at: Millis(0),
            updated_at: Millis(0),
        };
        Self { provider, credential, proxy, redirector: Redirector::default(), usable: true, allowance: None }
    }

    /// The smallest of those that hold for the caller's groups, else its own.
    pub fn priority(&self, caller: &Caller) -> i64 {
        let own = &self.provider.routing.group_priorities;
        caller.groups.iter().filter_map(|group| own.get(group)).min().copied().unwrap_or(self.provider.priority)
    }

    /// Its base URLs, in order.
    pub fn endpoints(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.provider.url.as_str()).chain(self.provider.routing.endpoints.iter().map(String::as_str))
    }

    pub fn serves(&self, model: &str) -> bool {
        allows(&self.provider.allowed_models, model)
    }
}

fn allows(list: &Names, model: &str) -> bool {
    list.is_empty() || list.iter().any(|allowed| glob(allowed, model))
}

impl Snapshot {
    pub fn rectifies(&self, rectifier: Rectifier) -> bool {
        !self.rectifiers_off.contains(&rectifier)
    }

    pub fn group_multiplier(&self, caller: &Caller, provider: &Provider) -> Ratio {
        self.groups.get(caller.billed_group(provider)).copied().unwrap_or_default()
    }

    /// A model's price where the provider has none of its own.
    pub fn price(&self, model: &str) -> Option<&Price> {
        self.prices.find(None, model).map(|found| &found.priced.price)
    }
}
