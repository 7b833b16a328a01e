//! Different members of a set, each for a time after it was last seen.

use crate::tidy::give_back;
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Members {
    leaves: HashMap<Arc<str>, i64>,
    /// The same, by when they leave: those who have left are found without a look at the others.
    order: BTreeSet<(i64, Arc<str>)>,
}

impl Members {
    /// Those whose time is over go.
    pub(super) fn roll(&mut self, now: i64) {
        while self.order.first().is_some_and(|(leaves, _)| *leaves <= now) {
            if let Some((_, member)) = self.order.pop_first() {
                self.leaves.remove(&member);
            }
        }
        give_back(&mut self.leaves);
    }

    pub(super) fn take(&mut self, member: &Arc<str>, leaves: i64) {
        self.remove(member);
        self.leaves.insert(member.clone(), leaves);
        self.order.insert((leaves, member.clone()));
    }

    pub(super) fn remove(&mut self, member: &Arc<str>) {
        if let Some(leaves) = self.leaves.remove(member) {
            self.order.remove(&(leaves, member.clone()));
        }
    }

    pub(super) fn contains(&self, member: &str) -> bool {
        self.leaves.contains_key(member)
    }

    pub(super) fn len(&self) -> usize {
        self.leaves.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// Those who leave first come first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.order.iter().map(|(leaves, member)| (&**member, *leaves))
    }
}
