use crate::ui::Tone;
use domain::availability::Tries;

/// Of some time's attempts: nothing to tell, all well, some failed, half or more did.
pub fn tries_tone(tries: Tries) -> Tone {
    match (tries.attempts, tries.failures) {
        (0, _) => Tone::Idle,
        (_, 0) => Tone::Ok,
        (attempts, failures) if failures * 2 >= attempts => Tone::Bad,
        _ => Tone::Warn,
    }
}
