use crate::component::{Lost, QuotaBar};
use crate::i18n::locale;
use crate::ui::icon::ARROW;
use crate::ui::{Card, LinkButton, Look};
use domain::limit::{LimitOwner, Quota};
use domain::quota::QuotaReport;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

const SHOWN: usize = 5;

/// The limits of who is signed in and of their keys, nearest to its end first. Nothing where nothing is limited. Admins
/// have a page for everybody's, and do not fetch it.
#[wasm_split(own, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn limits(quotas: RwSignal<Vec<QuotaReport>>) -> Result<AnyView, Lost> {
    let t = locale().overview();
    let bars = Memo::new(move |_| quotas.with(|reports| nearest(reports)));
    let bar = |(quota, origin): (Quota, String)| view! { <QuotaBar quota origin=Some(origin) /> };
    let view = view! {
        <Show when=move || !bars.with(Vec::is_empty)>
            <Card
                title=locale().shell().own_quota()
                actions=move || view! { <span class="xs muted">{t.nearest_first()}</span> }
            >
                <div class="stack quotas">{move || bars.get().into_iter().map(bar).collect_view()}</div>
                <LinkButton label=t.all_limits() href="/quotas" look=Look::Quiet small=true icon=ARROW />
            </Card>
        </Show>
    };
    Ok(view.into_any())
}

/// With whose limit each is.
fn nearest(reports: &[QuotaReport]) -> Vec<(Quota, String)> {
    let whose = |report: &QuotaReport, quota: &Quota| match quota.owner {
        LimitOwner::User(_) => locale().limit().all_keys().to_owned(),
        _ => report.name.clone(),
    };
    let mut all: Vec<(Quota, String)> = Vec::new();
    for report in reports {
        for quota in &report.quotas {
            // A key's report has its user's limits, too.
            let same =
                |other: &Quota| (other.owner, &other.models, other.kind) == (quota.owner, &quota.models, quota.kind);
            if !all.iter().any(|(other, _)| same(other)) {
                all.push((quota.clone(), whose(report, quota)));
            }
        }
    }
    all.sort_by(|a, b| b.0.share().total_cmp(&a.0.share()));
    all.truncate(SHOWN);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::limit::LimitKind;
    use domain::{KeyId, UserId};

    #[test]
    fn what_ends_first_is_on_top_and_nothing_twice() {
        let quota = |owner, kind, used| Quota {
            owner,
            models: None,
            kind,
            limit: 100,
            used,
            reserved: 0,
            from: None,
            resets_at: None,
        };
        let (user, key) = (LimitOwner::User(UserId(1)), LimitOwner::Key(KeyId(2)));
        let day = quota(user, LimitKind::UsdDay, 20);
        let report = |owner, name: &str, quotas| QuotaReport {
            owner,
            name: name.into(),
            user_name: None,
            usage_reset_at: None,
            quotas,
        };
        let reports =
            [report(user, "Lin", vec![day.clone()]), report(key, "laptop", vec![quota(key, LimitKind::Rpm, 90), day])];
        let shown: Vec<_> = nearest(&reports).into_iter().map(|(quota, whose)| (quota.kind, whose)).collect();
        assert_eq!(shown[0], (LimitKind::Rpm, "laptop".into()));
        assert_eq!((shown.len(), shown[1].0), (2, LimitKind::UsdDay));
    }
}
