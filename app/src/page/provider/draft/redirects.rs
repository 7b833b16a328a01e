use crate::ui::Rows;
use domain::redirect::{Redirect, Redirects};

/// Without the rows that nobody filled in, or the number of the first one that is filled in by half.
pub(super) fn redirects(rows: Rows<Redirect>) -> Result<Redirects, usize> {
    let mut redirects = Vec::new();
    for (number, rule) in rows.numbered() {
        match (rule.source.trim().is_empty(), rule.target.trim().is_empty()) {
            (true, true) => {}
            (false, false) => redirects.push(rule),
            _ => return Err(number),
        }
    }
    Ok(Redirects(redirects))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::redirect::MatchKind;
    use leptos::prelude::*;

    #[test]
    fn rows_keep_their_order() {
        let owner = Owner::new();
        owner.with(|| {
            let rows = Rows::new([]);
            for model in ["a", "b", ""] {
                rows.add(Redirect { kind: MatchKind::Exact, source: model.into(), target: model.into() });
            }
            rows.raise(1);
            rows.raise(1);
            rows.change(0, |rule| rule.kind = MatchKind::Prefix);
            let read = redirects(rows).unwrap();
            let order: Vec<_> = read.iter().map(|rule| (rule.source.as_str(), rule.kind)).collect();
            assert_eq!(order, [("b", MatchKind::Exact), ("a", MatchKind::Prefix)]);
            rows.change(0, |rule| rule.target.clear());
            assert_eq!(redirects(rows), Err(2));
            rows.remove(0);
            assert_eq!(redirects(rows).unwrap().len(), 1);
        });
    }
}
