//! Reads YAML as JSON, and keeps where each field stood. Plain texts are read by YAML 1.2's core schema.

use super::fault::{Fault, Place, field};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};
use serde_json::{Map, Number, Value};
use std::collections::{BTreeMap, HashMap};

/// Aliases repeat what they stand for: a small file may come to be a large one.
const NODES_MAX: usize = 1_000_000;
const DEPTH_MAX: usize = 32;

pub(super) struct Document {
    pub(super) value: Value,
    /// By path; of a field, where its name stands.
    pub(super) places: BTreeMap<String, Place>,
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    places: BTreeMap<String, Place>,
    anchors: HashMap<usize, Value>,
    nodes_left: usize,
}

pub(super) fn read(text: &str) -> Result<Document, Fault> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        places: BTreeMap::new(),
        anchors: HashMap::new(),
        nodes_left: NODES_MAX,
    };
    let mut value = None;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamEnd => break,
            Event::DocumentStart(_) if value.is_some() => return Err(fault(span, "", "A file is one document.")),
            Event::DocumentStart(_) => {
                let root = reader.next()?;
                value = Some(reader.node(root, "", 0)?);
            }
            _ => {}
        }
    }
    Ok(Document { value: value.unwrap_or_default(), places: reader.places })
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(fault(Span::empty(*error.marker()), "", error.info())),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, (event, span): (Event<'a>, Span), path: &str, depth: usize) -> Result<Value, Fault> {
        self.places.entry(path.to_owned()).or_insert(place(span));
        let told = |message: &str| Err(fault(span, path, message));
        if depth > DEPTH_MAX {
            return told("This is too deep.");
        }
        let (anchor, value) = match event {
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return told("Tags are not read.");
            }
            Event::Scalar(text, ScalarStyle::Plain, anchor, None) => (anchor, plain(&text)),
            Event::Scalar(text, _, anchor, None) => (anchor, Value::String(text.into_owned())),
            Event::SequenceStart(anchor, None) => (anchor, self.sequence(path, depth)?),
            Event::MappingStart(anchor, None) => (anchor, self.mapping(path, depth)?),
            Event::Alias(id) => match self.anchors.get(&id) {
                Some(value) => (0, value.clone()),
                None => return told("There is no such anchor before."),
            },
            _ => return told("A value is missing."),
        };
        self.nodes_left = self.nodes_left.saturating_sub(count(&value));
        if self.nodes_left == 0 {
            return told("The file is too long.");
        }
        if anchor != 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn sequence(&mut self, path: &str, depth: usize) -> Result<Value, Fault> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::Array(items)),
                item => items.push(self.node(item, &format!("{path}[{}]", items.len()), depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, path: &str, depth: usize) -> Result<Value, Fault> {
        let mut fields = Map::new();
        loop {
            let (event, span) = self.next()?;
            let name = match event {
                Event::MappingEnd => return Ok(Value::Object(fields)),
                Event::Scalar(name, ..) => name.into_owned(),
                _ => return Err(fault(span, path, "A field's name must be a text.")),
            };
            let path = field(path, &name);
            if fields.contains_key(&name) {
                return Err(fault(span, &path, "This field is there twice."));
            }
            self.places.insert(path.clone(), place(span));
            let value = self.next()?;
            fields.insert(name, self.node(value, &path, depth + 1)?);
        }
    }
}

fn place(span: Span) -> Place {
    Place { line: span.start.line(), column: span.start.col() + 1 }
}

fn fault(span: Span, path: &str, message: &str) -> Fault {
    Fault { place: place(span), path: path.to_owned(), message: message.to_owned() }
}

/// How many values an alias to this one adds.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// What a text without quotes means.
pub(super) fn plain(text: &str) -> Value {
    let number = || {
        if let Ok(whole) = text.parse::<i64>() {
            return Some(Number::from(whole));
        }
        // Rust knows infinities by name, too.
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        is_number.then(|| text.parse().ok().and_then(Number::from_f64)).flatten()
    };
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number().map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn yaml_is_read_as_json_with_its_places() {
        let text = "a: &one {x: 1, y: 3e-06}\nb:\n  - *one\n  - 'true'\n  - 08:30\n  - true\nc:\n";
        let document = read(text).ok().unwrap();
        let one = json!({ "x": 1, "y": 3e-6 });
        assert_eq!(document.value, json!({ "a": one, "b": [one, "true", "08:30", true], "c": null }));
        assert_eq!(document.places["a.y"], Place { line: 1, column: 16 });
        assert_eq!(document.places["b[2]"], Place { line: 5, column: 5 });
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        for (text, line, path) in [
            ("a: 1\na: 2\n", 2, "a"),
            ("a: [1, 2\nb: 3\n", 2, ""),
            ("a: 1\n---\nb: 2\n", 2, ""),
            ("a:\n  b: !secret x\n", 2, "a.b"),
            ("a: *nowhere\n", 1, ""),
            ("? [x]\n: 1\n", 1, ""),
            (&format!("a: {}1{}\n", "[".repeat(40), "]".repeat(40)), 1, &format!("a{}", "[0]".repeat(32))),
        ] {
            let fault = read(text).err().unwrap();
            assert_eq!((fault.place.line, fault.path.as_str()), (line, path), "{text}: {fault}");
        }
        let mut bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
        for at in 1..10 {
            bomb += &format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 10].join(", "));
        }
        assert!(read(&bomb).is_err());
    }
}
