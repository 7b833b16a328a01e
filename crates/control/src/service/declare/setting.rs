use super::run::Run;
use super::shape::Shape;
use super::{Faults, json, parsed, sample};
use crate::Result;
use crate::db::Tx;
use crate::service::setting::{stored, updated};
use crate::store::setting;
use domain::setting::{Setting, Settings, SettingsPatch};
use serde_json::{Map, Value};

/// Those that a file sets; the others have their defaults.
pub(super) fn read(fields: Map<String, Value>, path: &str, faults: &mut Faults) -> Option<Map<String, Value>> {
    let read = |value: &Value| {
        let _: Settings = parsed(value)?;
        Ok(value.as_object().cloned().unwrap_or_default())
    };
    Shape { sample: json(&sample::settings()), read: &read }.of(fields, path, faults)
}

/// Those that an admin has set.
pub(super) async fn export(tx: &mut Tx) -> Result<Value> {
    let rows = setting::list(tx).await?;
    let known = json(&stored(&Settings::default(), rows.clone()));
    let is_set = |setting: &Setting| rows.iter().any(|(name, _)| name == setting.as_str());
    let set =
        Setting::ALL.into_iter().filter(is_set).map(|setting| (setting.as_str(), known[setting.as_str()].clone()));
    Ok(set.collect())
}

pub(super) async fn apply(run: &mut Run<'_>, wanted: &Map<String, Value>) -> Result<()> {
    let old = export(&mut run.change.tx).await?;
    let reset = Setting::ALL.into_iter().filter(|setting| !wanted.contains_key(setting.as_str()));
    let patch = SettingsPatch { reset: reset.collect(), ..SettingsPatch::default() };
    let (before, mut after) = updated(&mut run.change, &patch).await?;
    for (name, value) in wanted {
        let one: Map<_, _> = [(name.clone(), value.clone())].into_iter().collect();
        let put = updated(&mut run.change, &serde_json::from_value(Value::Object(one))?).await;
        if let Some((_, now)) = run.told("settings", put)? {
            after = now;
        }
    }
    let new = export(&mut run.change.tx).await?;
    run.report.compare("settings", &shown(&old), &shown(&new), &[]);
    if old != new {
        run.change.audit("settings.update", (None, ""), Some(&before), Some(&after)).await?;
    }
    Ok(())
}

/// A setting that is set to nothing is set.
fn shown(set: &Value) -> Value {
    let set = set.as_object().cloned().unwrap_or_default().into_iter();
    set.map(|(name, value)| (name, if value.is_null() { Value::from("null") } else { value })).collect()
}
