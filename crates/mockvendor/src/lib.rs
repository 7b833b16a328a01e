//! Plays AI vendors over real sockets: Anthropic Messages, OpenAI (Chat, Responses and the rest of its API), Gemini, Code
//! Assist and Google's token endpoint, as JSON, SSE and bytes.
//!
//! A [`Script`] says how one request is answered (text, tools, usage, errors, delays, cut connections). It comes with the
//! request itself (header `x-mock-script`), from a [`Rule`] of the test ([`MockVendor::script`], `POST /_mock/script`), or is
//! absent: then the answer is a short greeting. Every request becomes a [`Billed`] row: what a real vendor would have charged.
//!
//! Map: `server` owns the listener, `wire` the raw connection, `exchange` answers one request (a `call`), `compose` makes
//! the answer's frames, `vendor` knows the endpoints and dialects, `body` sends the bytes (pace, pieces, cuts, holds),
//! `bill` keeps the tally, `admin` is the HTTP face of all that.

mod admin;
mod bill;
mod body;
mod call;
mod compose;
mod exchange;
mod persona;
mod sample;
mod script;
mod server;
mod usage;
mod vendor;
mod wire;

pub use bill::{Billed, Credential};
pub use script::{End, HoldAt, Match, Rule, Script, Tool};
pub use server::{MockVendor, Setting};
pub use usage::Usage;
