"""The official SDK gets through the hub what it gets from the vendor itself."""

import asyncio
import json

import anthropic
import pytest
from anthropic import Anthropic, AsyncAnthropic

MODELS = ["claude-sonnet-5", "claude-opus-5-5"]
USAGE = {"input": 120, "output": 45, "cache_read": 9000, "cache_write_5m": 300, "cache_write_1h": 20, "reasoning": 12}
TOOLS = [
    {
        "name": "weather",
        "description": "The weather of a place",
        "input_schema": {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]},
    }
]
SCRIPTS = {
    "text": {"text": "Hello, 世界! This answer has several pieces.", "usage": USAGE},
    "tools": {
        "text": "Let me look.",
        "tools": [
            {"name": "weather", "input": {"place": "Zürich", "days": [1, 2]}},
            {"name": "weather", "input": {"place": "東京"}},
        ],
        "usage": USAGE,
    },
    "thinking": {"thinking": "First this, then that. " * 20, "text": "Done.", "usage": USAGE},
    "cut short": {"text": "As much as fits", "stop_reason": "max_tokens", "usage": USAGE},
}


def asked(script: dict, model: str = MODELS[0]) -> dict:
    return {
        "model": model,
        "max_tokens": 2048,
        "messages": [{"role": "user", "content": "What is the weather?"}],
        "tools": TOOLS,
        "extra_headers": {"x-mock-script": json.dumps(script)},
    }


def told(message) -> dict:
    """What an answer says, without the ids that differ from one to the next."""
    told = message.model_dump(mode="json", exclude={"id"})
    for block in told["content"]:
        block.pop("id", None)
    return told


@pytest.fixture
def ways(hub, vendor):
    """Through the hub, and straight to the vendor."""
    return (
        Anthropic(base_url=hub.url, api_key=hub.key, max_retries=0),
        Anthropic(base_url=vendor.url, api_key="sk-vendor", max_retries=0),
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_create(ways, hub, vendor, script, model):
    through, straight = (way.messages.create(**asked(script, model)) for way in ways)
    assert told(through) == told(straight)
    assert through.usage.input_tokens == USAGE["input"]
    assert through.stop_reason in ("end_turn", "tool_use", "max_tokens")
    (entry,) = hub.entries(1)
    assert entry["usage"] == USAGE and entry["cost"]["total"] > 0 and entry["outcome"] == "ok"
    assert entry["attempts"][0]["vendor_request_id"] == vendor.bill()[0]["id"] == through._request_id


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_stream(ways, hub, script):
    def play(way):
        with way.messages.stream(**asked(script)) as stream:
            events = [event.type for event in stream]
            return events, told(stream.get_final_message())

    through, straight = map(play, ways)
    assert through == straight
    assert "".join(block.get("text", "") for block in through[1]["content"]) == script["text"]
    (entry,) = hub.entries(1)
    assert entry["usage"] == USAGE and entry["stream"] and entry["outcome"] == "ok"
    assert entry["stop_reason"] == through[1]["stop_reason"]


def test_stream_text(ways):
    def play(way):
        with way.messages.stream(**asked(SCRIPTS["text"])) as stream:
            return list(stream.text_stream)

    through, straight = map(play, ways)
    assert through == straight and len(through) > 1


def test_tool_results(ways):
    """The second round of a tool call."""
    call = {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"place": "Zürich"}}
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "Rain"}
    wish = asked(SCRIPTS["text"])
    wish["messages"] += [{"role": "assistant", "content": [call]}, {"role": "user", "content": [result]}]
    through, straight = (told(way.messages.create(**wish)) for way in ways)
    assert through == straight


def test_count_tokens(ways, hub):
    wish = {key: value for key, value in asked({}).items() if key in ("model", "messages", "tools")}
    through, straight = (way.messages.count_tokens(**wish) for way in ways)
    assert through == straight and through.input_tokens > 10
    (entry,) = hub.entries(1)
    assert not entry["metered"] and entry["cost"] is None


def test_async(hub, vendor):
    async def play(url, key):
        async with AsyncAnthropic(base_url=url, api_key=key, max_retries=0) as client:
            message = await client.messages.create(**asked(SCRIPTS["tools"]))
            async with client.messages.stream(**asked(SCRIPTS["thinking"])) as stream:
                pieces = [piece async for piece in stream.text_stream]
                return told(message), pieces, told(await stream.get_final_message())

    async def both():
        return await asyncio.gather(play(hub.url, hub.key), play(vendor.url, "sk-vendor"))

    through, straight = asyncio.run(both())
    assert through == straight


def test_bearer(hub):
    client = Anthropic(base_url=hub.url, auth_token=hub.key, api_key=None, max_retries=0)
    assert client.messages.create(**asked(SCRIPTS["text"])).content[0].text == SCRIPTS["text"]["text"]


def test_wrong_key(hub, vendor):
    client = Anthropic(base_url=hub.url, api_key="sk-wrong", max_retries=0)
    with pytest.raises(anthropic.AuthenticationError) as refused:
        client.messages.create(**asked({}))
    assert refused.value.status_code == 401 and refused.value.request_id
    assert refused.value.body["error"]["type"] == "authentication_error"
    assert vendor.bill() == []


def test_refused_model(ways, hub, vendor):
    hub.call("PATCH", f"/api/v1/users/{hub.user}", {"allowed_models": MODELS})
    with pytest.raises(anthropic.BadRequestError) as refused:
        ways[0].messages.create(**asked({}, "claude-haiku-4-5"))
    assert "claude-haiku-4-5" in str(refused.value) and refused.value.request_id
    assert refused.value.body["error"]["type"] == "invalid_request_error"
    assert vendor.bill() == []


@pytest.mark.parametrize(
    "status, error",
    [(400, anthropic.BadRequestError), (429, anthropic.RateLimitError), (529, anthropic._exceptions.OverloadedError)],
)
@pytest.mark.parametrize("stream", [False, True])
def test_vendor_errors(ways, hub, vendor, status, error, stream):
    seen = []
    for way in ways:
        with pytest.raises(error) as raised:
            way.messages.create(**asked({"status": status, "headers": {"retry-after": "7"}}), stream=stream)
        answer = raised.value.response
        seen.append((raised.value.status_code, raised.value.body["error"], answer.headers["retry-after"]))
        assert raised.value.request_id
    assert seen[0] == seen[1]
    (entry,) = hub.entries(1)
    assert (entry["status"], entry["outcome"]) == (status, "vendor_error")


def test_error_inside_a_stream(ways):
    def play(way):
        with pytest.raises(anthropic.APIStatusError) as raised:
            with way.messages.stream(**asked({"text": "one two three", "end": {"error_event_after": 4}})) as stream:
                list(stream)
        return type(raised.value), raised.value.body["error"]

    through, straight = map(play, ways)
    assert through == straight
