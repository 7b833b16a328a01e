//! Programs, one for each vendor's own SDK.

use super::Api;

pub(super) fn curl(api: Api) -> &'static str {
    match api {
        Api::Anthropic => {
            r#"
curl {address}/v1/messages \
  -H "x-api-key: {key}" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{
    "model": "claude-haiku-4-5",
    "max_tokens": 64,
    "messages": [{"role": "user", "content": "Say hello."}]
  }'
"#
        }
        Api::OpenAi => {
            r#"
curl {address}/v1/chat/completions \
  -H "authorization: Bearer {key}" \
  -H "content-type: application/json" \
  -d '{
    "model": "gpt-5.4-mini",
    "messages": [{"role": "user", "content": "Say hello."}]
  }'
"#
        }
        Api::Google => {
            r#"
curl {address}/v1beta/models/gemini-2.5-flash:generateContent \
  -H "x-goog-api-key: {key}" \
  -H "content-type: application/json" \
  -d '{
    "contents": [{"role": "user", "parts": [{"text": "Say hello."}]}]
  }'
"#
        }
    }
}

pub(super) fn pip(api: Api) -> &'static str {
    match api {
        Api::Anthropic => "pip install anthropic",
        Api::OpenAi => "pip install openai",
        Api::Google => "pip install google-genai",
    }
}

pub(super) fn python(api: Api) -> &'static str {
    match api {
        Api::Anthropic => {
            r#"
from anthropic import Anthropic

client = Anthropic(
    base_url="{address}",
    api_key="{key}",
)
message = client.messages.create(
    model="claude-haiku-4-5",
    max_tokens=64,
    messages=[{"role": "user", "content": "Say hello."}],
)
print(message.content[0].text)
"#
        }
        Api::OpenAi => {
            r#"
from openai import OpenAI

client = OpenAI(
    base_url="{address}/v1",
    api_key="{key}",
)
completion = client.chat.completions.create(
    model="gpt-5.4-mini",
    messages=[{"role": "user", "content": "Say hello."}],
)
print(completion.choices[0].message.content)
"#
        }
        Api::Google => {
            r#"
from google import genai
from google.genai import types

client = genai.Client(
    api_key="{key}",
    http_options=types.HttpOptions(base_url="{address}"),
)
response = client.models.generate_content(
    model="gemini-2.5-flash",
    contents="Say hello.",
)
print(response.text)
"#
        }
    }
}

pub(super) fn npm(api: Api) -> &'static str {
    match api {
        Api::Anthropic => "npm install @anthropic-ai/sdk",
        Api::OpenAi => "npm install openai",
        Api::Google => "npm install @google/genai",
    }
}

pub(super) fn javascript(api: Api) -> &'static str {
    match api {
        Api::Anthropic => {
            r#"
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  baseURL: "{address}",
  apiKey: "{key}",
});
const message = await client.messages.create({
  model: "claude-haiku-4-5",
  max_tokens: 64,
  messages: [{ role: "user", content: "Say hello." }],
});
console.log(message.content[0].text);
"#
        }
        Api::OpenAi => {
            r#"
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "{address}/v1",
  apiKey: "{key}",
});
const completion = await client.chat.completions.create({
  model: "gpt-5.4-mini",
  messages: [{ role: "user", content: "Say hello." }],
});
console.log(completion.choices[0].message.content);
"#
        }
        Api::Google => {
            r#"
import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: "{key}",
  httpOptions: { baseUrl: "{address}" },
});
const response = await client.models.generateContent({
  model: "gemini-2.5-flash",
  contents: "Say hello.",
});
console.log(response.text);
"#
        }
    }
}
