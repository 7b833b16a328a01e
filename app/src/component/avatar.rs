use leptos::prelude::*;

/// A person in one or two letters; the name stands beside it or opens from it.
#[component]
pub fn Avatar(#[prop(into)] name: String) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true">{initials(&name)}</span> }
}

/// `Lin Wei` -> `LW`, `陈 宇` -> `陈`. The style makes capitals of them: the tables for it are large in WebAssembly.
fn initials(name: &str) -> String {
    let letters = name.split([' ', '-', '_', '.']).filter_map(|word| word.chars().next());
    letters.take(if name.is_ascii() { 2 } else { 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_name_in_two_letters() {
        for (name, want) in [("Lin Wei", "LW"), ("root", "r"), ("ci-bot-2", "cb"), ("陈 宇", "陈"), ("", "")] {
            assert_eq!(initials(name), want);
        }
    }
}
