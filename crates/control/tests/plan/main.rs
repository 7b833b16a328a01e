//! What the console's use cases ask of the database: how many statements, and by which index. One test at a time listens
//! to all statements of this process.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
// The contract's own helpers, of which not all are needed.
#[allow(dead_code)]
#[path = "../contract/bench.rs"]
mod bench;
#[allow(dead_code)]
#[path = "../contract/sample.rs"]
mod sample;

mod calls;
mod count;
mod crowd;
mod plan;
mod recorder;
