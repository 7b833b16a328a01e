use super::*;
use domain::log::{CallerTag, Outcome};
use domain::usage::Usage;
use domain::{KeyId, UserId};

fn row(at: i64, status: u16) -> LogRow {
    LogRow {
        id: RequestId(format!("r{at}")),
        at: Millis(at),
        caller: CallerTag { user_id: UserId(1), user_name: "Lin".into(), key_id: KeyId(1), key_name: "laptop".into() },
        provider: None,
        model: None,
        session: None,
        stream: true,
        metered: true,
        status,
        outcome: Outcome::Ok,
        usage: Usage::default(),
        cost: None,
        unpriced: false,
        mismatch: false,
        first_content_ms: None,
        duration_ms: 1,
        attempts: 1,
    }
}

fn rows(times: &[i64]) -> Vec<LogRow> {
    times.iter().map(|at| row(*at, 200)).collect()
}

fn times(rows: &[LogRow]) -> Vec<i64> {
    rows.iter().map(|row| row.at.0).collect()
}

#[test]
fn a_row_takes_its_place_once() {
    let mut list = rows(&[9, 5, 3]);
    for at in [7, 10, 1] {
        insert(&mut list, row(at, 200));
    }
    insert(&mut list, row(5, 502));
    assert_eq!(times(&list), [10, 9, 7, 5, 3, 1]);
    assert_eq!(list[3].status, 502);
}

#[test]
fn a_new_first_page_leaves_no_gap_and_loses_no_newer_row() {
    // 9 had not been stored when the page was read; 2 and 1 are of a page that is read again later.
    let mut list = rows(&[9, 5, 2, 1]);
    renew(&mut list, rows(&[8, 7, 5, 4]));
    assert_eq!(times(&list), [9, 8, 7, 5, 4]);
}
