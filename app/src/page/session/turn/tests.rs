use super::*;
use domain::log::{CallerTag, Class};
use domain::provider::ProviderKind;
use domain::usage::Usage;
use domain::{KeyId, Millis, ProviderId, RequestId, UserId};

fn turn(number: i64, provider: Option<i64>) -> Turn {
    let tag = |id| ProviderTag { id: ProviderId(id), name: format!("provider {id}"), kind: ProviderKind::Claude };
    let caller = CallerTag { user_id: UserId(1), user_name: "Lin".into(), key_id: KeyId(1), key_name: "laptop".into() };
    let row = LogRow {
        id: RequestId(format!("r{number}")),
        at: Millis(number),
        caller,
        provider: provider.map(tag),
        model: None,
        session: Some("s".into()),
        stream: true,
        metered: true,
        status: 200,
        outcome: Outcome::Ok,
        usage: Usage::default(),
        cost: Some(Nanos(number)),
        unpriced: false,
        mismatch: false,
        first_content_ms: None,
        duration_ms: 5,
        attempts: 1,
    };
    Turn { row, departure: None }
}

#[test]
fn costs_add_up_and_a_change_of_provider_is_seen() {
    let failed = Departure::Failed { name: "provider 1".into(), class: Some(Class::Overloaded) };
    let turns =
        vec![turn(1, Some(1)), turn(2, None), Turn { departure: Some(failed), ..turn(3, Some(2)) }, turn(4, Some(2))];
    let story = SessionStory { turns, ..SessionStory::default() };
    // The last one stands in both lists for a moment.
    let running = [turn(4, Some(2)).row, turn(5, Some(2)).row];
    let lines = lines(&story, &running);
    assert_eq!(lines.iter().map(|line| line.sum.0).collect::<Vec<_>>(), [1, 3, 6, 10, 15]);
    let from: Vec<_> = lines.iter().map(|line| line.from.as_deref()).collect();
    assert_eq!(from, [None, None, Some("provider 1"), None, None], "whoever was not asked changes nothing");
}
