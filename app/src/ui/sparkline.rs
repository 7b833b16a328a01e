use leptos::prelude::*;

/// The course of a figure, as plain SVG that is there in the first HTML. Decoration: the figure itself stands beside it.
#[component]
pub fn Sparkline(
    #[prop(into)] values: Signal<Vec<f64>>,
    /// Series colour, 1-8.
    #[prop(default = 1)]
    color: u8,
) -> impl IntoView {
    let line = Memo::new(move |_| values.with(|values| course(values)));
    view! {
        <svg class=format!("c{color}") viewBox="0 0 160 26" preserveAspectRatio="none" aria-hidden="true">
            <path d=move || line.with(|line| format!("{line}L160 26L0 26Z")) fill="var(--c)" opacity=".1"></path>
            <path d=line fill="none" stroke="var(--c)" stroke-width="1.5" vector-effect="non-scaling-stroke"></path>
        </svg>
    }
}

/// The `d` of the line, in tenths of a pixel turned to text without formatting floats.
fn course(values: &[f64]) -> String {
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(*v), high.max(*v)));
    let span = high - low;
    let last = values.len().saturating_sub(1).max(1);
    let mut path = String::new();
    for (index, value) in values.iter().enumerate() {
        let share = if span > 0.0 { (value - low) / span } else { 0.0 };
        let y = 240 - (share * 210.0) as i64;
        let x = index * 1600 / last;
        path.push(if index == 0 { 'M' } else { 'L' });
        path += &format!("{}.{} {}.{}", x / 10, x % 10, y / 10, y % 10);
    }
    if values.len() == 1 {
        path += "L160 24";
    }
    if path.is_empty() { "M0 24L160 24".into() } else { path }
}

#[cfg(test)]
mod tests {
    use super::course;

    #[test]
    fn spans_the_box_from_low_to_high() {
        assert_eq!(course(&[0.0, 5.0, 10.0]), "M0.0 24.0L80.0 13.5L160.0 3.0");
    }

    #[test]
    fn stays_flat_without_a_course() {
        assert_eq!(course(&[]), "M0 24L160 24");
        assert_eq!(course(&[7.0]), "M0.0 24.0L160 24");
        assert_eq!(course(&[7.0, 7.0]), "M0.0 24.0L160.0 24.0");
    }
}
