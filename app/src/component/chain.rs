//! The decision chain in words and shapes: the same for a request that was and for one that is simulated.

mod selection;
mod word;

pub use selection::SelectionView;
pub use word::{breaker_word, class_word, exclusion_word};
