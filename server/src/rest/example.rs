//! Examples of what the management API takes and answers. They stand in `example/` by the name of their schema, or of the
//! operation where a body's schema has no name of its own. `"$Name"` in an example stands for another one.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, RefOr};

const TABLES: [&str; 7] = [
    include_str!("example/access.json"),
    include_str!("example/account.json"),
    include_str!("example/figure.json"),
    include_str!("example/log.json"),
    include_str!("example/price.json"),
    include_str!("example/provider.json"),
    include_str!("example/system.json"),
];
/// To the next page of any list.
const CURSOR: &str = "1795998745258.42";

pub(super) struct Examples(Map<String, Value>);

impl Examples {
    /// A table that cannot be read has no examples; a test misses them.
    pub(super) fn read() -> Self {
        let tables = TABLES.iter().filter_map(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
        Self(tables.flatten().collect())
    }

    /// Gives one to what an operation takes, and one to what it answers when all went well.
    pub(super) fn show(&self, operation: &mut Operation) {
        let name = operation.operation_id.clone().unwrap_or_default();
        let taken = operation.request_body.iter_mut().filter_map(plain).flat_map(|body| body.content.values_mut());
        let well = operation.responses.responses.iter_mut().filter(|(status, _)| status.starts_with('2'));
        let answered = well.filter_map(|(_, answer)| plain(answer)).flat_map(|answer| answer.content.values_mut());
        for content in taken.chain(answered).filter_map(plain) {
            content.example = self.body(content, &name);
        }
    }

    fn body(&self, content: &Content, operation: &str) -> Option<Value> {
        let schema = serde_json::to_value(content.schema.as_ref()?).ok()?;
        self.of(&schema).or_else(|| self.named(operation))
    }

    fn of(&self, schema: &Value) -> Option<Value> {
        if let Some(name) = schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
            return match name.strip_prefix("Page_") {
                Some(item) => Some(json!({"items": [self.named(item)?], "next": CURSOR})),
                None => self.named(name),
            };
        }
        match (schema.get("items"), schema["oneOf"].as_array()) {
            (Some(item), _) => Some(json!([self.of(item)?])),
            (_, Some(forms)) => forms.iter().find_map(|form| self.of(form)),
            _ => None,
        }
    }

    fn named(&self, name: &str) -> Option<Value> {
        self.0.get(name).map(|example| self.whole(example))
    }

    fn whole(&self, example: &Value) -> Value {
        match example {
            Value::String(text) => {
                text.strip_prefix('$').and_then(|name| self.named(name)).unwrap_or_else(|| example.clone())
            }
            Value::Array(items) => items.iter().map(|item| self.whole(item)).collect(),
            Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), self.whole(value))).collect(),
            _ => example.clone(),
        }
    }
}

fn plain<T>(one: &mut RefOr<T>) -> Option<&mut T> {
    match one {
        RefOr::T(one) => Some(one),
        RefOr::Ref(_) => None,
    }
}
