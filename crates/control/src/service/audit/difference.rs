//! What is different between two states of one thing, field by field.

use chrono::DateTime;
use domain::audit::{AuditEntry, FieldChange};
use serde_json::Value;
use std::collections::BTreeMap;

type Fields = BTreeMap<String, String>;

pub(super) fn of(entry: &AuditEntry) -> Vec<FieldChange> {
    between(entry.before.as_ref(), entry.after.as_ref())
}

/// In the order of their names. Of what is new or gone: all of its fields that say something.
pub(in crate::service) fn between(before: Option<&Value>, after: Option<&Value>) -> Vec<FieldChange> {
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let change = |name: &String| FieldChange {
        field: name.clone(),
        before: before.get(name).cloned(),
        after: after.get(name).cloned(),
    };
    names.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

fn fields(value: Option<&Value>) -> Fields {
    let mut fields = Fields::new();
    if let Some(value) = value {
        collect("", value, &mut fields);
    }
    // They change with every change, and say nothing of it.
    fields.remove("updated_at");
    fields.remove("id");
    fields
}

fn collect(path: &str, value: &Value, fields: &mut Fields) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(&path, value, fields);
            }
        }
        _ => {
            if let Some(text) = text(path, value) {
                fields.insert(path.to_owned(), text);
            }
        }
    }
}

/// None where nothing is said.
fn text(path: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Number(number) if path.ends_with("_at") => moment(number.as_i64()).unwrap_or(number.to_string()),
        Value::Array(list) if list.iter().all(|item| !item.is_object() && !item.is_array()) => {
            list.iter().filter_map(|item| text("", item)).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// Times are stored in milliseconds.
fn moment(at: Option<i64>) -> Option<String> {
    Some(DateTime::from_timestamp_millis(at?)?.format("%F %T UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Millis;
    use domain::audit::AuditRow;
    use serde_json::json;

    fn changes(before: Option<Value>, after: Option<Value>) -> Vec<(String, Option<String>, Option<String>)> {
        let row = AuditRow {
            id: 1,
            at: Millis(0),
            actor_id: None,
            actor_name: String::new(),
            ip: String::new(),
            action: String::new(),
            target_id: None,
            target_name: String::new(),
            success: true,
        };
        of(&AuditEntry { row, before, after }).into_iter().map(|one| (one.field, one.before, one.after)).collect()
    }

    fn change(field: &str, before: Option<&str>, after: Option<&str>) -> (String, Option<String>, Option<String>) {
        (field.to_owned(), before.map(str::to_owned), after.map(str::to_owned))
    }

    #[test]
    fn only_what_changed() {
        let before = json!({ "id": 7, "weight": 1, "groups": ["a"], "limits": { "rpm": null, "usd_per_day": 5.5 },
            "expires_at": null, "updated_at": 1, "note": "" });
        let after = json!({ "id": 7, "weight": 1, "groups": ["a", "b"], "limits": { "rpm": 60, "usd_per_day": 5.5 },
            "expires_at": 1_795_435_200_000_i64, "updated_at": 2, "note": "" });
        let want = [
            change("expires_at", None, Some("2026-11-23 12:00:00 UTC")),
            change("groups", Some("a"), Some("a, b")),
            change("limits.rpm", None, Some("60")),
        ];
        assert_eq!(changes(Some(before), Some(after)), want);
    }

    #[test]
    fn of_what_is_new_all_that_says_something() {
        let new = json!({ "id": 7, "name": "ann", "note": "", "groups": [], "enabled": false, "rules": [{ "a": 1 }] });
        let want = [
            change("enabled", None, Some("false")),
            change("name", None, Some("ann")),
            change("rules", None, Some(r#"[{"a":1}]"#)),
        ];
        assert_eq!(changes(None, Some(new)), want);
        assert!(changes(None, None).is_empty());
    }
}
