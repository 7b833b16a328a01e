use crate::i18n::locale;
use crate::ui::Card;
use crate::ui::format::{self, Moment};
use domain::Millis;
use domain::report::Totals;
use domain::wall::Wall;
use leptos::prelude::*;

/// Of the drawing, which is stretched to its place.
const WIDTH: i64 = 2400;
const HEIGHT: i64 = 1000;

/// Requests of each of the last 24 hours; failures at the foot.
#[component]
pub(super) fn Course(data: Memo<Wall>) -> impl IntoView {
    let t = locale().wall();
    let hours = Memo::new(move |_| data.with(|data| data.hours.clone()));
    let most = move || hours.with(|hours| most(hours));
    let label = move || {
        let failures: i64 = hours.with(|hours| hours.iter().map(|(_, sums)| sums.failures).sum());
        t.course_is(format::count(most() as u64), format::count(failures.max(0) as u64))
    };
    // The first, the middle and the last hour, in the hub's time zone.
    let marks = move || {
        let offset = data.with(|data| data.offset_minutes);
        hours.with(|hours| {
            let at = [0, hours.len() / 2, hours.len().saturating_sub(1)];
            let starts = at.into_iter().filter_map(|index| hours.get(index));
            starts.map(|(start, _)| view! { <span>{Moment::at(start.0, offset).minute()}</span> }).collect_view()
        })
    };
    view! {
        <Card
            title=t.course()
            actions=move || view! { <span class="muted num">{move || format::count(most() as u64)}" · "{t.last_day()}</span> }
        >
            <svg
                class="course"
                role="img"
                aria-label=label
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
            >
                <path class="c1" d=move || hours.with(|hours| bars(hours, |sums| sums.requests)) fill="var(--c)"></path>
                <path class="bad" d=move || hours.with(|hours| bars(hours, |sums| sums.failures))></path>
            </svg>
            <div class="marks xs muted num">{marks}</div>
        </Card>
    }
}

fn most(hours: &[(Millis, Totals)]) -> i64 {
    hours.iter().map(|(_, sums)| sums.requests).max().unwrap_or_default().max(0)
}

/// The `d` of bars that stand on the ground, as high as their share of the highest hour; what there is can be seen.
fn bars(hours: &[(Millis, Totals)], figure: fn(&Totals) -> i64) -> String {
    let (most, width) = (most(hours).max(1), WIDTH / hours.len().max(1) as i64);
    let mut path = String::new();
    for (index, (_, sums)) in (0..).zip(hours) {
        let value = figure(sums).max(0);
        if value > 0 {
            let high = (value * HEIGHT / most).clamp(HEIGHT / 100, HEIGHT);
            let left = index * width + width / 10;
            path += &format!("M{left} {HEIGHT}v-{high}h{}v{high}z", width * 4 / 5);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_share() {
        let hour = |requests| (Millis(0), Totals { requests, ..Totals::default() });
        let path = bars(&[hour(10), hour(0), hour(5)], |sums| sums.requests);
        assert_eq!(path, "M80 1000v-1000h640v1000zM1680 1000v-500h640v500z");
        assert_eq!(bars(&[], |sums| sums.requests), "");
    }
}
