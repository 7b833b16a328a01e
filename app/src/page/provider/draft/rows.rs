use leptos::prelude::*;

/// A row of the form. `id` tells rows apart while they move.
#[derive(Clone, PartialEq)]
pub(in crate::page::provider) struct Row<T> {
    pub(in crate::page::provider) id: usize,
    pub(in crate::page::provider) value: T,
}

/// A list as the form has it, in order.
pub(in crate::page::provider) struct Rows<T: 'static> {
    pub(in crate::page::provider) rows: RwSignal<Vec<Row<T>>>,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<T> {}

impl<T: Clone + Send + Sync + 'static> Rows<T> {
    pub(super) fn new(saved: impl IntoIterator<Item = T>) -> Self {
        let rows = saved.into_iter().enumerate().map(|(id, value)| Row { id, value }).collect();
        Self { rows: RwSignal::new(rows) }
    }

    pub(in crate::page::provider) fn add(self, value: T) {
        self.rows.update(|rows| {
            let id = rows.iter().map(|row| row.id + 1).max().unwrap_or(0);
            rows.push(Row { id, value });
        });
    }

    pub(in crate::page::provider) fn remove(self, id: usize) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
    }

    /// One row earlier.
    pub(in crate::page::provider) fn raise(self, id: usize) {
        self.rows.update(|rows| {
            if let Some(at) = rows.iter().position(|row| row.id == id).filter(|at| *at > 0) {
                rows.swap(at - 1, at);
            }
        });
    }

    pub(in crate::page::provider) fn change(self, id: usize, change: impl FnOnce(&mut T)) {
        self.rows.update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                change(&mut row.value);
            }
        });
    }

    /// As they stand, counted from one.
    pub(super) fn numbered(self) -> impl Iterator<Item = (usize, T)> {
        (1..).zip(self.rows.get_untracked().into_iter().map(|row| row.value))
    }
}
