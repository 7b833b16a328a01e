//! The clocks of the services beside the hub's own. Instances that disagree count limits and sessions by different times.

use crate::Result;
use crate::db::Tx;
use crate::store::server;
use domain::Millis;
use domain::finding::Finding;

/// Milliseconds apart that nobody notices.
const APART: i64 = 2_000;

/// What another clock said, and when it was asked by this one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) asked: Millis,
    pub(super) answered: Millis,
    pub(super) theirs: Millis,
}

/// None of SQLite, whose clock is this machine's.
pub(super) async fn of_database(tx: &mut Tx) -> Result<Option<Reading>> {
    let asked = Millis::now();
    let theirs = server::now(tx).await?;
    Ok(theirs.map(|theirs| Reading { asked, answered: Millis::now(), theirs }))
}

pub(super) fn check(whose: &str, reading: Option<Reading>) -> Option<Finding> {
    let Reading { asked, answered, theirs } = reading?;
    // It was read somewhen between.
    let (ahead, behind) = (theirs.0 - answered.0, asked.0 - theirs.0);
    let (apart, direction) = if ahead > 0 { (ahead, "ahead of") } else { (behind, "behind") };
    (apart > APART).then(|| {
        Finding::warning(
            "clocks_differ",
            format!(
                "The clock of the {whose} is {:.1} s {direction} this machine's. Let both follow a time server (NTP).",
                apart as f64 / 1_000.0
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_answer_is_no_difference() {
        let told = |asked, theirs, answered| {
            let reading = Reading { asked: Millis(asked), answered: Millis(answered), theirs: Millis(theirs) };
            check("database", Some(reading)).map(|found| found.text)
        };
        assert_eq!(told(0, 5_000, 10_000), None);
        assert_eq!(told(0, 1_999, 0), None);
        assert_eq!(told(10_000, 8_500, 10_001), None);
        assert!(told(0, 63_000, 1_000).unwrap().contains("62.0 s ahead of"));
        assert!(told(10_000, 1_000, 11_000).unwrap().contains("9.0 s behind"));
        assert_eq!(check("database", None), None);
    }
}
