//! One suite for both engines: what memory answers, Redis answers.

mod agree;
mod bench;
mod ledger;
mod money;
mod rate;
