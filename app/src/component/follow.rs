use crate::api::Refusal;
use crate::ui::while_seen;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How old what is followed may be.
const PERIOD: Duration = Duration::from_secs(3);

/// Keeps `value` up with the hub while the page is seen. What cannot be fetched leaves it as it is. Returns the way to
/// fetch it at once.
pub fn follow<T, F>(value: RwSignal<T>, fetch: impl Fn() -> F + Copy + Send + Sync + 'static) -> Callback<()>
where
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, Refusal>> + 'static,
{
    follow_every(PERIOD, value, fetch)
}

/// The same, where what is followed may be older.
pub fn follow_every<T, F>(
    period: Duration,
    value: RwSignal<T>,
    fetch: impl Fn() -> F + Copy + Send + Sync + 'static,
) -> Callback<()>
where
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, Refusal>> + 'static,
{
    let asked = StoredValue::new(0u32);
    let renew = move || {
        let Some(mine) = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        spawn_local(async move {
            // An older answer says nothing after a newer question.
            if let Ok(fresh) = fetch().await
                && asked.try_get_value() == Some(mine)
                && value.try_with_untracked(|old| *old != fresh) == Some(true)
            {
                value.set(fresh);
            }
        });
    };
    while_seen(period, renew);
    Callback::new(move |()| renew())
}
