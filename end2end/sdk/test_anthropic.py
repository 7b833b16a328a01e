"""The official SDK gets through the hub what it gets from the vendor itself."""

import asyncio
import json
from contextlib import suppress

import anthropic
import pytest
from anthropic import Anthropic, AsyncAnthropic

from answers import answers

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
    **answers(USAGE),
    "cut short": {"text": "As much as fits", "stop_reason": "max_tokens", "usage": USAGE},
}
MESSAGE = {"role": "user", "content": "What is the weather?"}
BATCHED = {"custom_id": "one", "params": {"model": MODELS[0], "max_tokens": 9, "messages": [MESSAGE]}}
ERRORS = {
    400: anthropic.BadRequestError,
    401: anthropic.AuthenticationError,
    403: anthropic.PermissionDeniedError,
    404: anthropic.NotFoundError,
    413: anthropic.ContentTooLargeError,
    429: anthropic.RateLimitError,
    503: anthropic.ServiceUnavailableError,
    529: anthropic.OverloadedError,
}


def asked(script: dict, model: str = MODELS[0]) -> dict:
    return {
        "model": model,
        "max_tokens": 2048,
        "messages": [MESSAGE],
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
        Anthropic(base_url=vendor.url, api_key=vendor.key, max_retries=0),
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_create(ways, hub, vendor, script, model):
    through, straight = (way.messages.create(**asked(script, model)) for way in ways)
    assert told(through) == told(straight)
    assert through.usage.input_tokens == USAGE["input"]
    assert through.stop_reason in ("end_turn", "tool_use", "max_tokens")
    (entry,) = hub.booked(vendor)
    assert entry["usage"].items() >= USAGE.items() and entry["cost"]["total"] > 0 and entry["outcome"] == "ok"
    assert entry["attempts"][0]["vendor_request_id"] == through._request_id


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_stream(ways, hub, vendor, script):
    def play(way):
        with way.messages.stream(**asked(script)) as stream:
            events = [event.type for event in stream]
            return events, told(stream.get_final_message())

    through, straight = map(play, ways)
    assert through == straight
    assert "".join(block.get("text", "") for block in through[1]["content"]) == script["text"]
    (entry,) = hub.booked(vendor)
    assert entry["usage"].items() >= USAGE.items() and entry["stream"] and entry["outcome"] == "ok"
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


def test_count_tokens(ways, hub, vendor):
    wish = {key: value for key, value in asked({}).items() if key in ("model", "messages", "tools")}
    through, straight = (way.messages.count_tokens(**wish) for way in ways)
    assert through == straight and through.input_tokens > 10
    (entry,) = hub.booked(vendor)
    assert not entry["metered"] and entry["cost"] is None


def test_models(ways):
    through, straight = ([model.id for model in way.models.list()] for way in ways)
    assert sorted(through) == sorted(straight) and len(through) > 2
    model = ways[0].models.retrieve(through[0])
    assert model.id == through[0] and model.type == "model" and model.display_name and model.created_at.year > 2000


def test_async(hub, vendor):
    async def play(url, key):
        async with AsyncAnthropic(base_url=url, api_key=key, max_retries=0) as client:
            message = await client.messages.create(**asked(SCRIPTS["tools"]))
            async with client.messages.stream(**asked(SCRIPTS["thinking"])) as stream:
                pieces = [piece async for piece in stream.text_stream]
                return told(message), pieces, told(await stream.get_final_message())

    async def both():
        return await asyncio.gather(play(hub.url, hub.key), play(vendor.url, vendor.key))

    through, straight = asyncio.run(both())
    assert through == straight


def test_bearer(hub):
    client = Anthropic(base_url=hub.url, auth_token=hub.key, api_key=None, max_retries=0)
    assert client.messages.create(**asked(SCRIPTS["text"])).content[0].text == SCRIPTS["text"]["text"]


def test_refused_model(ways, hub, vendor):
    hub.call("PATCH", f"/api/v1/users/{hub.user}", {"allowed_models": MODELS})
    with pytest.raises(anthropic.BadRequestError) as refused:
        ways[0].messages.create(**asked({}, "claude-haiku-4-5"))
    assert "claude-haiku-4-5" in str(refused.value) and refused.value.request_id
    assert refused.value.body["error"]["type"] == "invalid_request_error"
    assert vendor.bill() == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda way: list(way.beta.files.list()),
        lambda way: way.beta.files.upload(file=("a.txt", b"secret", "text/plain")),
        lambda way: list(way.beta.skills.list()),
        lambda way: way.messages.batches.create(requests=[BATCHED]),
    ],
    ids=["list files", "upload file", "list skills", "create batch"],
)
def test_reaches_no_other_vendor(ways, vendor, ask):
    """What is meant for Anthropic goes there or nowhere."""
    with suppress(anthropic.NotFoundError):
        ask(ways[0])
    assert all("x-api-key" in dict(row["request_headers"]) for row in vendor.relayed())


@pytest.mark.parametrize("status, error", ERRORS.items(), ids=map(str, ERRORS))
def test_vendor_errors(ways, hub, vendor, status, error):
    def play(way, stream):
        with pytest.raises(error) as raised:
            way.messages.create(**asked({"status": status, "headers": {"retry-after": "7"}}), stream=stream)
        told = raised.value
        assert type(told) is error and told.request_id == told.response.headers["request-id"]
        return told.status_code, told.body["error"], told.response.headers["retry-after"], told.message.split("req_")[0]

    for stream in (False, True):
        through, straight = (play(way, stream) for way in ways)
        assert through == straight and through[0] == status
    for entry in hub.booked(vendor):
        assert (entry["status"], entry["outcome"]) == (status, "vendor_error")


def refusal(status: int, ask) -> anthropic.APIStatusError:
    """What the SDK makes of an answer of the hub's own."""
    with pytest.raises(ERRORS[status]) as raised:
        ask()
    refused = raised.value
    assert type(refused) is ERRORS[status] and refused.status_code == status
    assert refused.body["type"] == "error" and refused.body["error"]["message"] in refused.message
    assert refused.request_id == refused.body["request_id"] == refused.response.headers["x-cch-request-id"]
    return refused


def test_wrong_key(hub, vendor):
    client = Anthropic(base_url=hub.url, api_key="sk-wrong", max_retries=0)
    refused = refusal(401, lambda: client.messages.create(**asked({})))
    assert refused.body["error"]["type"] == "authentication_error" and "API key" in refused.message
    assert vendor.bill() == []


def test_unknown_path_and_model(ways):
    through = ways[0]
    for ask in (lambda: through.post("/v1/nothing", cast_to=object, body={}), lambda: through.models.retrieve("gone")):
        assert refusal(404, ask).body["error"]["type"] == "not_found_error"


def test_too_long(strict_hub):
    client = Anthropic(base_url=strict_hub.url, api_key=strict_hub.key, max_retries=0)
    message = {"role": "user", "content": "x" * 5_000}
    refused = refusal(413, lambda: client.messages.create(model=MODELS[0], max_tokens=9, messages=[message]))
    assert refused.body["error"]["type"] == "request_too_large" and "4096" in refused.message
    (entry,) = strict_hub.entries(1)
    assert (entry["id"], entry["status"], entry["outcome"]) == (refused.request_id, 413, "refused")


def test_no_provider(strict_hub):
    client = Anthropic(base_url=strict_hub.url, api_key=strict_hub.key, max_retries=0)
    refused = refusal(503, lambda: client.messages.create(**asked({})))
    assert refused.body["error"]["type"] == "api_error"
    entry = strict_hub.call("GET", f"/api/v1/usage-logs/{strict_hub.entries(1)[0]['id']}")
    assert entry["id"] == refused.request_id and (entry["status"], entry["outcome"]) == (503, "refused")


def test_too_many_wrong_keys(strict_hub):
    client = Anthropic(base_url=strict_hub.url, api_key="sk-wrong", max_retries=0)

    def guess(number):
        return lambda: client.with_options(api_key=f"sk-{number}").messages.create(**asked({}))

    for number in range(20):
        refusal(401, guess(number))
    refused = refusal(429, guess(20))
    assert refused.body["error"]["type"] == "rate_limit_error" and int(refused.response.headers["retry-after"]) > 500


def test_error_inside_a_stream(ways):
    def play(way):
        with pytest.raises(anthropic.APIStatusError) as raised:
            with way.messages.stream(**asked({"text": "one two three", "end": {"error_event_after": 4}})) as stream:
                list(stream)
        return type(raised.value), raised.value.body["error"]

    through, straight = map(play, ways)
    assert through == straight
