//! What the fields of an object may be. An object is held against a sample that has every field: names that the sample does
//! not have are no fields, and a value that spoils the sample is a fault, each by itself.

use super::fault::{Faults, field, unknown};
use domain::ApiError;
use serde_json::{Map, Value};

/// Fields whose own fields are called as an admin likes, or checked where they are read.
const FREE: [&str; 2] = ["entry", "group_priorities"];

pub(super) struct Shape<'a, T> {
    pub(super) sample: Value,
    /// Reads and checks a whole object.
    pub(super) read: &'a dyn Fn(&Value) -> Result<T, ApiError>,
}

impl<T> Shape<'_, T> {
    /// None, and every fault told, when something is wrong.
    pub(super) fn of(&self, given: Map<String, Value>, path: &str, faults: &mut Faults) -> Option<T> {
        let before = faults.count();
        let mut value = Value::Object(given);
        names(&mut value, &self.sample, path, faults);
        self.narrow(&mut value, &self.sample, path, &|value| value, faults);
        if faults.count() == before { (self.read)(&value).ok() } else { None }
    }

    /// Finds the innermost values that are wrong, and puts the sample's in their place. `put` makes a whole of a part.
    fn narrow(&self, value: &mut Value, sample: &Value, path: &str, put: &dyn Fn(Value) -> Value, faults: &mut Faults) {
        let wrong = |value: &Value| (self.read)(&put(value.clone())).err();
        if wrong(value).is_none() {
            return;
        }
        match (&mut *value, sample) {
            (Value::Object(fields), Value::Object(known)) => {
                let given = fields.len();
                fields.retain(|name, part| {
                    let put = |part| {
                        let mut whole = known.clone();
                        whole.insert(name.clone(), part);
                        put(Value::Object(whole))
                    };
                    let (before, sample) = (faults.count(), known.get(name));
                    self.narrow(part, sample.unwrap_or(&Value::Null), &field(path, name), &put, faults);
                    sample.is_some() || faults.count() == before
                });
                if fields.len() < given {
                    // What is missing now is told already.
                    *value = sample.clone();
                    return;
                }
            }
            (Value::Array(items), Value::Array(known)) if !known.is_empty() => {
                for (at, item) in items.iter_mut().enumerate() {
                    let put = |item| put(Value::Array(vec![item]));
                    self.narrow(item, &known[0], &format!("{path}[{at}]"), &put, faults);
                }
            }
            _ => {}
        }
        if let Some(error) = wrong(value) {
            faults.add(path, error.message);
            *value = sample.clone();
        }
    }
}

fn names(value: &mut Value, sample: &Value, path: &str, faults: &mut Faults) {
    match (value, sample) {
        (Value::Object(fields), Value::Object(known)) => {
            fields.retain(|name, part| {
                let path = field(path, name);
                match known.get(name) {
                    None => faults.add(&path, unknown(name, known.keys().map(String::as_str))),
                    Some(_) if FREE.contains(&name.as_str()) => {}
                    Some(sample) => names(part, sample, &path, faults),
                }
                known.contains_key(name)
            });
        }
        (Value::Array(items), Value::Array(known)) if !known.is_empty() => {
            for (at, item) in items.iter_mut().enumerate() {
                names(item, &known[0], &format!("{path}[{at}]"), faults);
            }
        }
        _ => {}
    }
}

/// `value` without what is as it would be anyway.
pub(super) fn brief(value: Value, default: &Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let fields = fields.into_iter().filter(|(name, part)| default.get(name) != Some(part));
    let brief = |(name, part): (String, Value)| {
        let part = default.get(&name).map_or_else(|| part.clone(), |default| brief(part.clone(), default));
        (name, part)
    };
    Value::Object(fields.map(brief).collect())
}
