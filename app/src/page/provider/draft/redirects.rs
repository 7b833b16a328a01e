use domain::redirect::{Redirect, Redirects};
use leptos::prelude::*;

/// A row of the form. `id` tells rows apart while they move.
#[derive(Clone, PartialEq)]
pub(in crate::page::provider) struct Rule {
    pub(in crate::page::provider) id: usize,
    pub(in crate::page::provider) rule: Redirect,
}

/// The model redirects as the form has them, in order.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct RedirectsDraft {
    pub(in crate::page::provider) rows: RwSignal<Vec<Rule>>,
}

impl RedirectsDraft {
    pub(super) fn new(saved: &[Redirect]) -> Self {
        let rows = saved.iter().cloned().enumerate().map(|(id, rule)| Rule { id, rule }).collect();
        Self { rows: RwSignal::new(rows) }
    }

    pub(in crate::page::provider) fn add(self) {
        let rule = Redirect { kind: Default::default(), source: String::new(), target: String::new() };
        self.rows.update(|rows| {
            let id = rows.iter().map(|row| row.id + 1).max().unwrap_or(0);
            rows.push(Rule { id, rule });
        });
    }

    pub(in crate::page::provider) fn remove(self, id: usize) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
    }

    /// One row earlier: the first that matches counts.
    pub(in crate::page::provider) fn raise(self, id: usize) {
        self.rows.update(|rows| {
            if let Some(at) = rows.iter().position(|row| row.id == id).filter(|at| *at > 0) {
                rows.swap(at - 1, at);
            }
        });
    }

    pub(in crate::page::provider) fn change(self, id: usize, change: impl FnOnce(&mut Redirect)) {
        self.rows.update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                change(&mut row.rule);
            }
        });
    }

    /// Without the rows that nobody filled in, or the number of the first one that is filled in by half.
    pub(super) fn read(self) -> Result<Redirects, usize> {
        let mut redirects = Vec::new();
        for (number, row) in (1..).zip(self.rows.get_untracked()) {
            match (row.rule.source.trim().is_empty(), row.rule.target.trim().is_empty()) {
                (true, true) => {}
                (false, false) => redirects.push(row.rule),
                _ => return Err(number),
            }
        }
        Ok(Redirects(redirects))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::redirect::MatchKind;

    #[test]
    fn rows_keep_their_order() {
        let owner = Owner::new();
        owner.with(|| {
            let draft = RedirectsDraft::new(&[]);
            for model in ["a", "b", ""] {
                draft.add();
                let id = draft.rows.with(|rows| rows.last().unwrap().id);
                draft.change(id, |rule| (rule.source, rule.target) = (model.into(), model.into()));
            }
            draft.raise(1);
            draft.raise(1);
            draft.change(0, |rule| rule.kind = MatchKind::Prefix);
            let read = draft.read().unwrap();
            let order: Vec<_> = read.iter().map(|rule| (rule.source.as_str(), rule.kind)).collect();
            assert_eq!(order, [("b", MatchKind::Exact), ("a", MatchKind::Prefix)]);
            draft.change(0, |rule| rule.target.clear());
            assert_eq!(draft.read(), Err(2));
            draft.remove(0);
            assert_eq!(draft.read().unwrap().len(), 1);
        });
    }
}
