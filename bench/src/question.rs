//! What is asked: bodies like those of a coding tool, none of which comes twice.

use serde_json::{Value, json};

/// Stands where each request has its own number: the session's id, the first and the last words of the conversation.
const NUMBER: &str = "00000000000000000000000000000000";

/// A request without the parts that each one has of its own.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) stream: bool,
    body: Vec<u8>,
    places: Vec<usize>,
}

impl Question {
    /// Of about so many bytes.
    pub(crate) fn new(model: &str, bytes: usize, stream: bool) -> Self {
        let small = bytes < 4 << 10;
        let tools = if small { Vec::new() } else { (0..12).map(tool).collect() };
        let mut question = json!({
            "model": model,
            "max_tokens": 4096,
            "stream": stream,
            "metadata": { "user_id": format!("user_bench_account__session_{NUMBER}") },
            "system": [{ "type": "text", "text": "You are a careful programmer.", "cache_control": { "type": "ephemeral" } }],
            "messages": [{ "role": "user", "content": format!("{NUMBER}: mend the failing test.") }],
        });
        if !small {
            question["tools"] = Value::from(tools);
        }
        let fixed = question.to_string().len();
        let left = bytes.saturating_sub(fixed + 120);
        // Every turn is a tool's call and what it gave, as a coding tool sends them.
        let turns = if small { 0 } else { left.div_ceil(6 << 10) };
        if let Some(messages) = question["messages"].as_array_mut() {
            for turn in 0..turns {
                let id = format!("toolu_{turn:06}");
                messages.push(json!({ "role": "assistant", "content": [{ "type": "tool_use", "id": id, "name": "read_file_0", "input": { "path": format!("src/part_{turn}.rs") } }] }));
                messages.push(json!({ "role": "user", "content": [{ "type": "tool_result", "tool_use_id": id, "content": source(left / turns - 200) }] }));
            }
            if turns == 0 {
                messages.push(json!({ "role": "assistant", "content": source(left) }));
            }
            messages.push(json!({ "role": "user", "content": format!("Go on, {NUMBER}.") }));
        }
        let body = question.to_string().into_bytes();
        let places = memchr::memmem::find_iter(&body, NUMBER).collect();
        Self { stream, body, places }
    }

    /// The whole request with this number, in place of what `into` held.
    pub(crate) fn write(&self, number: u128, head: &str, into: &mut Vec<u8>) {
        into.clear();
        into.extend_from_slice(head.as_bytes());
        into.extend_from_slice(format!("content-length: {}\r\n\r\n", self.body.len()).as_bytes());
        let start = into.len();
        into.extend_from_slice(&self.body);
        let number = format!("{number:032x}");
        for place in &self.places {
            into[start + place..][..NUMBER.len()].copy_from_slice(number.as_bytes());
        }
    }
}

fn tool(number: usize) -> Value {
    json!({
        "name": format!("read_file_{number}"),
        "description": "Reads a file of the project. Give the path from the project's root; a range of lines is optional. ".repeat(4),
        "input_schema": { "type": "object", "required": ["path"], "properties": {
            "path": { "type": "string", "description": "From the project's root" },
            "from": { "type": "integer", "minimum": 1 },
            "to": { "type": "integer", "minimum": 1 },
        } },
    })
}

/// Program text with the quotes and line ends that JSON escapes.
fn source(bytes: usize) -> String {
    let line = "    let reply = client.ask(\"part\", &options)?; // what the far side said\n";
    let mut text = line.repeat(bytes / line.len() + 1);
    // Two escaped quotes and the end of the line take a byte more each.
    text.truncate(bytes - bytes * 3 / (line.len() + 3));
    text
}
