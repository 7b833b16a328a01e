use super::figure::{shown, span};
use super::kept::Kept;
use crate::i18n::Locale;
use crate::page::provider::draft::at;
use crate::ui::Fault;
use domain::time::{DAY, SECOND};
use domain::timeout::Timeouts;
use leptos::prelude::*;

/// The time limits in seconds; empty = what holds for the whole hub.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct TimeoutsDraft {
    pub(in crate::page::provider) connect: Kept<i64>,
    pub(in crate::page::provider) first_byte: Kept<i64>,
    pub(in crate::page::provider) idle: Kept<i64>,
    pub(in crate::page::provider) total: Kept<i64>,
    /// Some were saved.
    pub(in crate::page::provider) is_set: bool,
}

impl TimeoutsDraft {
    pub(super) fn new(saved: &Timeouts) -> Self {
        let limit = |ms| Kept::new(ms, if ms == 0 { String::new() } else { shown(ms, SECOND) });
        Self {
            connect: limit(saved.connect_ms),
            first_byte: limit(saved.first_byte_ms),
            idle: limit(saved.idle_ms),
            total: limit(saved.total_ms),
            is_set: *saved != Timeouts::default(),
        }
    }

    pub(super) fn texts(self) -> [RwSignal<String>; 4] {
        [self.connect, self.first_byte, self.idle, self.total].map(|limit| limit.text)
    }

    pub(super) fn read(self, locale: Locale) -> Result<Timeouts, Fault> {
        let limit = |field: &str, limit: Kept<i64>| {
            limit.read(|text| match text {
                "" => Ok(0),
                text => {
                    let wrong = || at(field, locale.routing().between("0", DAY / SECOND));
                    span(text, SECOND, 0..=DAY).ok_or_else(wrong)
                }
            })
        };
        Ok(Timeouts {
            connect_ms: limit("connect", self.connect)?,
            first_byte_ms: limit("first_byte", self.first_byte)?,
            idle_ms: limit("idle", self.idle)?,
            total_ms: limit("total", self.total)?,
        })
    }
}
