//! Varied unscripted answers for the demo: the same sequence every time.

use crate::script::Script;
use crate::usage::Usage;

const SENTENCES: [&str; 10] = [
    "I read the failing test first: it expects the stream to end with one usage frame.",
    "The handler returns before the writer has flushed, so the last frame is lost.",
    "Moving the flush in front of the return mends it without a new lock.",
    "I would keep the retry in one place and let the caller decide about the deadline.",
    "The migration adds one index; on a table of this size that takes a few seconds.",
    "Here is the smaller version of the function, with the two branches merged.",
    "The names now say what the values are, so the comment can go.",
    "Both tests pass, and the new one fails without the change.",
    "This touches the public signature, so the two callers change with it.",
    "Next I would measure the cold start before changing anything else.",
];

const THOUGHTS: [&str; 4] = [
    "The error appears only under load, so timing matters. Let me follow the order of the calls.",
    "Two places could hold this lock. The second one awaits inside, which is the likely cause.",
    "I should check how the callers use the result before I change its type.",
    "A test that shows the problem comes first.",
];

/// The script of the n-th request: one to eight sentences, at times a thought, mostly with a warm cache; paced ones
/// hesitate first.
pub(crate) fn script(n: u64, paced: bool) -> Script {
    let dice = mix(n);
    let first = dice % 10;
    let count = 1 + (dice >> 8) % 8;
    let text = (first..first + count).map(|i| SENTENCES[(i % 10) as usize]).collect::<Vec<_>>().join(" ");
    let thinking = (dice >> 16).is_multiple_of(3).then(|| THOUGHTS[((dice >> 24) % 4) as usize].to_owned());
    let warm = !(dice >> 32).is_multiple_of(5);
    let reasoning = thinking.as_ref().map_or(0, |t| crate::usage::tokens(t.len()) * 6);
    let usage = Usage {
        input: 40 + (dice >> 40) % 900,
        output: crate::usage::tokens(text.len()) + reasoning,
        cache_read: if warm { 8_000 + (dice >> 12) % 90_000 } else { 0 },
        cache_write_5m: if warm { (dice >> 20) % 3_000 } else { 12_000 + (dice >> 20) % 9_000 },
        reasoning,
        ..Usage::default()
    };
    let first_byte_delay_ms = if paced { 250 + (dice >> 28) % 900 } else { 0 };
    Script { text: Some(text), thinking, usage: Some(usage), first_byte_delay_ms, ..Script::default() }
}

/// SplitMix64's finaliser: neighbouring numbers become unrelated ones.
fn mix(n: u64) -> u64 {
    let n = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}
