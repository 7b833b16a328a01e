//! Silent streams against the proxies in between.

use domain::finding::Finding;

/// After so long nginx, and many others, give up an upstream that says nothing.
const PROXIES_WAIT_MS: u64 = 60_000;

pub(super) fn check(keep_alive_ms: u64) -> Option<Finding> {
    let silence = match keep_alive_ms {
        0 => "for as long as their vendor is".to_owned(),
        ms if ms >= PROXIES_WAIT_MS => format!("for {} s", ms / 1_000),
        _ => return None,
    };
    Some(Finding::hint(
        "streams_are_silent",
        format!(
            "By STREAM_KEEP_ALIVE_MS streams are silent {silence}, and most proxies cut what is silent for 60 s. Set less, or \
             let each proxy in front wait longer (nginx: proxy_read_timeout)."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_that_proxies_do_not_bear_is_told() {
        for (ms, told) in [(0, true), (60_000, true), (59_999, false), (15_000, false)] {
            assert_eq!(check(ms).is_some(), told, "{ms}");
        }
    }
}
