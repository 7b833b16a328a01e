use crate::component::ProviderMark;
use crate::i18n::locale;
use crate::ui::{Note, Tone, format};
use domain::batch::{BatchFields, BatchPreview, BatchRow};
use domain::group;
use leptos::prelude::*;

/// Each provider with what would become of it.
#[component]
pub(super) fn Preview(preview: BatchPreview) -> impl IntoView {
    let t = locale().fleet();
    let alarm = preview.none_left.then(|| view! { <Note tone=Tone::Warn>{t.none_left()}</Note> });
    view! {
        <div class="stack">
            {alarm}
            <ul class="preview">{preview.rows.into_iter().map(row).collect_view()}</ul>
        </div>
    }
}

fn row(row: BatchRow) -> impl IntoView {
    let t = locale().fleet();
    let what = match &row.after {
        None => view! { <b class="poor">{t.is_deleted()}</b> }.into_any(),
        Some(after) if *after == row.before => view! { <span class="faint">{t.stays()}</span> }.into_any(),
        Some(after) => differences(&row.before, after)
            .into_iter()
            .map(|(name, before, after)| {
                view! {
                    <span>
                        <span class="muted">{name}" "</span>
                        <s class="faint">{before}</s>
                        <span aria-hidden="true">" → "</span>
                        <b>{after}</b>
                    </span>
                }
            })
            .collect_view()
            .into_any(),
    };
    let tag = row.provider;
    view! {
        <li>
            <span class="who">
                <ProviderMark kind=tag.kind id=tag.id.0 />
                <span class="break">{tag.name}</span>
            </span>
            <span class="differences num">{what}</span>
        </li>
    }
}

/// (field, before, after) of those that differ.
fn differences(before: &BatchFields, after: &BatchFields) -> Vec<(&'static str, String, String)> {
    let (t, p) = (locale().fleet(), locale().provider());
    let state = |on: bool| if on { t.enabled() } else { t.disabled() }.to_owned();
    let groups = |fields: &BatchFields| {
        if fields.groups.is_empty() { group::DEFAULT.to_owned() } else { fields.groups.joined() }
    };
    let both = |name, show: &dyn Fn(&BatchFields) -> String| (name, show(before), show(after));
    let all = [
        both(t.state(), &|fields| state(fields.enabled)),
        both(p.priority(), &|fields| fields.priority.to_string()),
        both(p.weight(), &|fields| fields.weight.to_string()),
        both(p.multiplier(), &|fields| format::times(fields.multiplier)),
        both(p.groups(), &groups),
    ];
    all.into_iter().filter(|(_, before, after)| before != after).collect()
}
