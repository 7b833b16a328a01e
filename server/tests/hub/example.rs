//! Every operation of the management API tells what it does and who may, and shows what it takes and answers; what it shows is
//! true.

use crate::access::MATRIX;
use crate::common::{Hub, Place};
use serde_json::{Value, json};

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];
/// Whoever calls these needs no credential.
const PUBLIC: [&str; 5] = ["auth_login", "auth_logout", "health_health", "health_ready", "health_live"];
/// It answers or it does not.
const NEVER_FAILS: &str = "health_live";
/// What an example cannot know: a key that there is, a code of now, the undo of a change, a vendor that answers.
const UNSENT: [&str; 6] = [
    "auth_login",
    "auth_confirm_second_factor",
    "auth_remove_second_factor",
    "providers_undo",
    "providers_test",
    "system_check_backup",
];

struct Operation<'a> {
    method: &'static str,
    path: &'a str,
    id: &'a str,
    told: &'a Value,
}

impl Operation<'_> {
    fn text(&self, name: &str) -> &str {
        self.told[name].as_str().unwrap_or_default()
    }

    /// Media types with what they hold: of the request, and of answers with such a status.
    fn taken(&self) -> Vec<&Value> {
        self.told["requestBody"]["content"].as_object().into_iter().flatten().map(|(_, content)| content).collect()
    }

    fn answered(&self, class: &[char]) -> Vec<&Value> {
        let answers = self.told["responses"].as_object().into_iter().flatten();
        let answers = answers.filter(|(status, _)| status.starts_with(class));
        answers.flat_map(|(_, answer)| answer["content"].as_object().into_iter().flatten()).map(|(_, c)| c).collect()
    }
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| METHODS.map(|method| (path, method, &item[method])));
    let all = all.filter(|(_, _, told)| told.is_object());
    all.map(|(path, method, told)| Operation { method, path, id: told["operationId"].as_str().unwrap(), told })
        .collect()
}

async fn described(hub: &Hub) -> Value {
    hub.api.with(&[]).get("/api/v1/openapi.json").await.expect(200).json()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_tells_all_there_is_to_know() {
    let place = Place::sqlite();
    let document = described(&place.start().await).await;
    let mut missing = Vec::new();
    for operation in operations(&document) {
        let id = operation.id;
        let (about, who) = operation.text("description").split_once("\n\n**Who may:** ").unwrap_or_default();
        let (_, _, scope, _, allowed) = MATRIX
            .iter()
            .find(|(method, path, ..)| method.eq_ignore_ascii_case(operation.method) && *path == operation.path)
            .unwrap_or_else(|| panic!("{id} has no line in the access matrix"));
        let told = |who: &str| match () {
            () if PUBLIC.contains(&id) => who.starts_with("everybody"),
            () if allowed[2] == 403 => who.starts_with("admins"),
            () => who.starts_with("everyone who is signed in"),
        };
        let scoped = match *scope {
            "" => who.ends_with("credential."),
            "-" => who.ends_with(". Not for tokens."),
            scope => who.ends_with(&format!(". A token needs the scope `{scope}`.")),
        };
        for (what, there) in [
            ("a summary", !operation.text("summary").is_empty()),
            ("a description", !about.is_empty() && about.trim_end_matches('.') != operation.text("summary")),
            ("who may", told(who)),
            ("a token's scope", scoped),
            ("its security", operation.told["security"].is_array() != PUBLIC.contains(&id)),
            ("an error", id == NEVER_FAILS || !operation.answered(&['4', '5']).is_empty()),
            ("an example of its request", operation.taken().iter().all(|body| !body["example"].is_null())),
            ("an example of its answer", operation.answered(&['2']).iter().all(|body| !body["example"].is_null())),
        ] {
            if !there {
                missing.push(format!("{id}: {what}"));
            }
        }
    }
    assert!(missing.is_empty(), "handlers and server/src/rest/example are to tell {missing:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_have_the_form_of_their_schemas() {
    let place = Place::sqlite();
    let document = described(&place.start().await).await;
    let mut wrong = Vec::new();
    for operation in operations(&document) {
        for body in operation.taken().into_iter().chain(operation.answered(&['2'])) {
            let faults = faults(&document, &body["schema"], &body["example"]);
            wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", operation.id)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_an_example_is_understood() {
    let place = Place::sqlite();
    let hub = place.start().await;
    let document = described(&hub).await;
    let mut all = operations(&document);
    all.retain(|operation| !operation.taken().is_empty() && !UNSENT.contains(&operation.id));
    // What is made first can be changed afterwards; a price is there before its conflict is resolved.
    all.sort_by_key(|operation| match operation.text("operationId") {
        "users_create" => 0,
        id if id.ends_with("_create") => 1,
        "prices_put" => 2,
        "prices_resolve" => 4,
        _ => 3,
    });
    assert!(all.len() >= 16, "only {} operations take something", all.len());
    let another = json!({"name": "Backup", "url": "https://eu.example.com", "credential": "sk-ant-api03-0"});
    for operation in all {
        let path = ["{id}", "{user_id}"].iter().fold(operation.path.to_owned(), |path, name| path.replace(name, "1"));
        let example = operation.taken()[0]["example"].to_string();
        let answer = hub.api.send(&operation.method.to_uppercase(), &path, Some(&example)).await;
        let well = operation.told["responses"].as_object().unwrap().keys().find(|status| status.starts_with('2'));
        assert_eq!(answer.status.to_string(), *well.unwrap(), "{}: {}", operation.id, answer.text);
        if operation.id == "providers_create" {
            hub.api.post("/api/v1/providers", &another).await.expect(201);
        }
    }
}

/// What of a value is not as its schema says: of JSON Schema, what the description uses.
fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let schema = whole(document, schema);
    if let Some(forms) = schema["oneOf"].as_array() {
        let tries: Vec<_> = forms.iter().map(|form| faults(document, form, value)).collect();
        let fits = tries.iter().any(Vec::is_empty);
        return if fits { Vec::new() } else { tries.into_iter().flatten().collect() };
    }
    let mut found = Vec::new();
    let types: Vec<&Value> = schema["type"].as_array().map_or(vec![&schema["type"]], |types| types.iter().collect());
    if !types[0].is_null() && !types.iter().any(|kind| is(value, kind.as_str().unwrap())) {
        found.push(format!("{value} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        found.push(format!("{value} is none of {}", schema["enum"]));
    }
    for item in value.as_array().into_iter().flatten() {
        found.extend(faults(document, &schema["items"], item));
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    found.extend(required.filter(|name| value.get(name).is_none()).map(|name| format!("{name} is not there")));
    for (name, field) in value.as_object().into_iter().flatten() {
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Null) if schema["properties"].is_object() => found.push(format!("{name} is unknown")),
            (Value::Null, others) => found.extend(faults(document, others, field)),
            (known, _) => found.extend(faults(document, known, field).into_iter().map(|at| format!("{name}: {at}"))),
        }
    }
    found
}

/// Without references, and with all that it is made of in one.
fn whole(document: &Value, schema: &Value) -> Value {
    let schema = match schema["$ref"].as_str() {
        Some(place) => document.pointer(place.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let Some(parts) = schema["allOf"].as_array() else { return schema.clone() };
    let (mut properties, mut required) = (serde_json::Map::new(), Vec::new());
    for part in parts.iter().map(|part| whole(document, part)) {
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}
