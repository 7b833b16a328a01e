use leptos::prelude::*;

/// A row of a form. `id` tells rows apart while they move.
#[derive(Clone, PartialEq)]
pub struct Entry<T> {
    pub id: usize,
    pub value: T,
}

/// A list as a form has it, in order.
pub struct Rows<T: 'static> {
    pub rows: RwSignal<Vec<Entry<T>>>,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<T> {}

impl<T: Clone + Send + Sync + 'static> Rows<T> {
    pub fn new(saved: impl IntoIterator<Item = T>) -> Self {
        let rows = saved.into_iter().enumerate().map(|(id, value)| Entry { id, value }).collect();
        Self { rows: RwSignal::new(rows) }
    }

    pub fn add(self, value: T) {
        self.rows.update(|rows| {
            let id = rows.iter().map(|row| row.id + 1).max().unwrap_or(0);
            rows.push(Entry { id, value });
        });
    }

    pub fn remove(self, id: usize) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
    }

    /// One row earlier.
    pub fn raise(self, id: usize) {
        self.rows.update(|rows| {
            if let Some(at) = rows.iter().position(|row| row.id == id).filter(|at| *at > 0) {
                rows.swap(at - 1, at);
            }
        });
    }

    pub fn change(self, id: usize, change: impl FnOnce(&mut T)) {
        self.rows.update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                change(&mut row.value);
            }
        });
    }

    /// As they stand, counted from one.
    pub fn numbered(self) -> impl Iterator<Item = (usize, T)> {
        (1..).zip(self.rows.get_untracked().into_iter().map(|row| row.value))
    }
}
