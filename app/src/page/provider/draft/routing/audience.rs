use super::figure::whole;
use super::kept::Kept;
use crate::i18n::Locale;
use crate::page::provider::draft::at;
use crate::ui::{Fault, Rows};
use domain::Names;
use domain::provider::PRIORITY_MAX;
use domain::routing::Routing;
use domain::schedule::ActiveHours;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A group's own priority, as typed.
#[derive(Clone, Default, PartialEq)]
pub(in crate::page::provider) struct GroupPriority {
    pub(in crate::page::provider) group: String,
    pub(in crate::page::provider) priority: String,
}

/// When and for whom the provider is there, as the form has it.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct AudienceDraft {
    pub(in crate::page::provider) hours: RwSignal<String>,
    pub(in crate::page::provider) group_priorities: Rows<GroupPriority>,
    pub(in crate::page::provider) allowed_clients: Kept<Names>,
    pub(in crate::page::provider) blocked_clients: Kept<Names>,
    pub(in crate::page::provider) sticky: RwSignal<bool>,
    /// Something of it was saved.
    pub(in crate::page::provider) is_set: bool,
}

impl AudienceDraft {
    pub(super) fn new(saved: &Routing) -> Self {
        let row =
            |(group, priority): (&String, &i64)| GroupPriority { group: group.clone(), priority: priority.to_string() };
        // A glob over a User-Agent may have a comma in it.
        let clients = |names: &Names| Kept::new(names.clone(), names.joined());
        Self {
            hours: RwSignal::new(saved.active_hours.map(|hours| hours.to_string()).unwrap_or_default()),
            group_priorities: Rows::new(saved.group_priorities.iter().map(row)),
            allowed_clients: clients(&saved.allowed_clients),
            blocked_clients: clients(&saved.blocked_clients),
            sticky: RwSignal::new(saved.sticky),
            is_set: saved.active_hours.is_some()
                || !saved.group_priorities.is_empty()
                || !saved.allowed_clients.is_empty()
                || !saved.blocked_clients.is_empty()
                || !saved.sticky,
        }
    }

    pub(super) fn texts(self) -> [RwSignal<String>; 3] {
        [self.hours, self.allowed_clients.text, self.blocked_clients.text]
    }

    pub(super) fn read(self, locale: Locale) -> Result<Routing, Fault> {
        let clients = |kept: Kept<Names>| -> Result<Names, Fault> { kept.read(|text| Ok(Names::split(text))) };
        Ok(Routing {
            active_hours: self.read_hours(locale)?,
            group_priorities: self.read_priorities(locale)?,
            allowed_clients: clients(self.allowed_clients)?,
            blocked_clients: clients(self.blocked_clients)?,
            sticky: self.sticky.get_untracked(),
            ..Routing::default()
        })
    }

    fn read_hours(self, locale: Locale) -> Result<Option<ActiveHours>, Fault> {
        // Chinese keyboards have these at hand.
        let text = self.hours.with_untracked(|text| text.trim().replace('：', ":").replace(['—', '～', '~'], "-"));
        match text.as_str() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| at("active_hours", locale.routing().hours_wrong().into())),
        }
    }

    /// Without the rows that nobody filled in.
    fn read_priorities(self, locale: Locale) -> Result<BTreeMap<String, i64>, Fault> {
        let t = locale.routing();
        let mut read = BTreeMap::new();
        for (number, GroupPriority { group, priority }) in self.group_priorities.numbered() {
            let (group, priority) = (group.trim(), priority.trim());
            if group.is_empty() && priority.is_empty() {
                continue;
            }
            let own = whole(priority, 0..=PRIORITY_MAX).filter(|_| !group.is_empty());
            let own = own.ok_or_else(|| at("group_priorities", t.group_half(number, PRIORITY_MAX)))?;
            if read.insert(group.to_owned(), own).is_some() {
                return Err(at("group_priorities", t.group_twice(number)));
            }
        }
        Ok(read)
    }
}
