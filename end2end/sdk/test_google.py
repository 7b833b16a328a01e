"""The official Google SDK gets through the hub what it gets from the vendor itself."""

import asyncio
import json
from contextlib import suppress

import pytest
from google import genai
from google.genai import errors, types

from answers import answers

MODEL = "gemini-2.5-pro"
QUESTION = "What is the weather?"
USAGE = {"input": 120, "output": 45, "cache_read": 9000, "reasoning": 12}
WEATHER = types.FunctionDeclaration(
    name="weather",
    description="The weather of a place",
    parameters=types.Schema(type="OBJECT", properties={"place": types.Schema(type="STRING")}, required=["place"]),
)
SCRIPTS = {
    **answers(USAGE),
    "pictures": {"text": "Here it is.", "usage": {**USAGE, "input_image": 258, "output_image": 1290}},
}
# What differs from one answer to the next.
OWN = {"id", "response_id", "sdk_http_response"}
STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    413: "INTERNAL",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
}
VERSIONS = [None, "v1beta"]


def client(url: str, key: str, version: str | None = None) -> genai.Client:
    return genai.Client(api_key=key, http_options=types.HttpOptions(base_url=url, api_version=version))


def headers(script: dict) -> types.HttpOptions:
    return types.HttpOptions(headers={"x-mock-script": json.dumps(script)})


def asked(script: dict) -> dict:
    config = types.GenerateContentConfig(
        system_instruction="Be brief.",
        tools=[types.Tool(function_declarations=[WEATHER])],
        http_options=headers(script),
    )
    return {"model": MODEL, "contents": QUESTION, "config": config}


def told(answer):
    """What an answer says, without what differs from one to the next."""
    if isinstance(answer, dict):
        return {name: told(value) for name, value in answer.items() if name not in OWN}
    if isinstance(answer, list):
        return [told(value) for value in answer]
    return told(answer.model_dump(mode="json")) if hasattr(answer, "model_dump") else answer


@pytest.fixture
def ways(hub, vendor):
    """Through the hub, and straight to the vendor."""
    return client(hub.url, hub.key), client(vendor.url, vendor.key)


def both(ways, ask):
    """The answer through the hub, once it has proved to be the vendor's."""
    through, straight = map(ask, ways)
    assert told(through) == told(straight)
    return through


def failure(kind: type, ask) -> errors.APIError:
    with pytest.raises(kind) as raised:
        ask()
    assert type(raised.value) is kind
    return raised.value


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_generate(ways, hub, vendor, script):
    answer = both(ways, lambda way: way.models.generate_content(**asked(script)))
    assert "".join(part.text for part in answer.parts if part.text and not part.thought) == script["text"]
    assert [call.args for call in answer.function_calls or []] == [tool["input"] for tool in script.get("tools", [])]
    assert answer.usage_metadata.thoughts_token_count == 12
    (entry,) = hub.booked(vendor)
    assert entry["usage"].items() >= script["usage"].items() and entry["cost"]["total"] > 0
    assert entry["outcome"] == "ok" and entry["attempts"][0]["provider"]["kind"] == "gemini"
    through, straight = vendor.bill()
    assert (through["path"], through["request_body"]) == (straight["path"], straight["request_body"])


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_stream(ways, hub, vendor, script):
    chunks = both(ways, lambda way: list(way.models.generate_content_stream(**asked(script))))
    parts = [part for chunk in chunks for part in chunk.parts or []]
    assert "".join(part.text for part in parts if part.text and not part.thought) == script["text"]
    (entry,) = hub.booked(vendor)
    assert entry["usage"].items() >= script["usage"].items() and entry["stream"] and entry["outcome"] == "ok"
    assert entry["stop_reason"] == "STOP"


def test_version_v1beta(hub, vendor):
    ways = client(hub.url, hub.key, "v1beta"), client(vendor.url, vendor.key, "v1beta")
    both(ways, lambda way: way.models.generate_content(**asked(SCRIPTS["text"])))
    both(ways, lambda way: list(way.models.generate_content_stream(**asked(SCRIPTS["text"]))))
    both(ways, lambda way: way.models.count_tokens(model=MODEL, contents=QUESTION))
    assert [entry["metered"] for entry in hub.booked(vendor)] == [False, True, True]
    assert {row["path"].split("/")[1] for row in vendor.bill()} == {"v1beta"}


def test_chat(ways, hub, vendor):
    """Two rounds; then the result of a tool call."""

    def play(way):
        chat = way.chats.create(model=MODEL, config=asked(SCRIPTS["text"])["config"])
        return [chat.send_message(QUESTION), chat.send_message("And tomorrow?"), len(chat.get_history())]

    assert both(ways, play)[2] == 4
    call = types.Part.from_function_call(name="weather", args={"place": "Zürich"})
    result = types.Part.from_function_response(name="weather", response={"weather": "Rain"})
    question = types.UserContent(QUESTION)
    wish = {**asked(SCRIPTS["text"]), "contents": [question, types.ModelContent(call), types.UserContent(result)]}
    both(ways, lambda way: way.models.generate_content(**wish))
    assert len(hub.booked(vendor)) == 3


def test_async(hub, vendor):
    async def play(url, key):
        async with client(url, key).aio as way:
            answer = await way.models.generate_content(**asked(SCRIPTS["tools"]))
            stream = await way.models.generate_content_stream(**asked(SCRIPTS["thinking"]))
            return told([answer, [chunk async for chunk in stream]])

    async def both():
        return await asyncio.gather(play(hub.url, hub.key), play(vendor.url, vendor.key))

    through, straight = asyncio.run(both())
    assert through == straight
    assert len(hub.booked(vendor)) == 2


def test_count_tokens(ways, hub, vendor):
    answer = both(ways, lambda way: way.models.count_tokens(model=MODEL, contents=QUESTION))
    assert answer.total_tokens > 10
    (entry,) = hub.booked(vendor)
    assert not entry["metered"] and entry["cost"] is None


def test_embed_content(ways, hub, vendor):
    wish = {"model": "gemini-embedding-001", "contents": ["one", "two 世界"]}
    answer = both(ways, lambda way: way.models.embed_content(**wish))
    assert [len(embedding.values) for embedding in answer.embeddings] == [8, 8]
    (entry,) = hub.booked(vendor)
    assert entry["outcome"] == "ok" and entry["model"] == "gemini-embedding-001" and not entry["estimated"]


@pytest.mark.parametrize("version", VERSIONS)
def test_models(hub, vendor, version):
    ways = client(hub.url, hub.key, version), client(vendor.url, vendor.key, version)
    through, straight = (sorted(model.name for model in way.models.list()) for way in ways)
    assert through == straight and f"models/{MODEL}" in through
    model = ways[0].models.get(model=MODEL)
    assert model.name == f"models/{MODEL}" and "countTokens" in model.supported_actions


@pytest.mark.parametrize("version", VERSIONS)
def test_stored(hub, vendor, version):
    """What the vendor keeps for its user: Google's, though OpenAI has files and batches, too."""
    ways = client(hub.url, hub.key, version), client(vendor.url, vendor.key, version)
    assert [file.name for file in both(ways, lambda way: list(way.files.list()))] == ["files/mock"]
    assert both(ways, lambda way: way.files.get(name="files/abc")).name == "files/abc"
    both(ways, lambda way: way.files.delete(name="files/abc"))
    both(ways, lambda way: list(way.batches.list()))
    assert {entry["attempts"][0]["provider"]["kind"] for entry in hub.booked(vendor)} == {"gemini"}


def test_reaches_no_other_vendor(ways, vendor):
    """What is meant for Google goes there or nowhere."""
    with suppress(Exception):
        ways[0].interactions.create(model=MODEL, input=QUESTION)
    assert all("x-goog-api-key" in dict(row["request_headers"]) for row in vendor.relayed())


@pytest.mark.parametrize("status", STATUSES)
def test_vendor_errors(ways, hub, vendor, status):
    kind, script = errors.ServerError if status >= 500 else errors.ClientError, asked({"status": status})

    def play(ask):
        failed = failure(kind, ask)
        assert failed.response.headers["request-id"]
        return failed.code, failed.status, failed.message, failed.details

    counted = {"model": MODEL, "contents": QUESTION, "config": {"http_options": headers({"status": status})}}
    for ask in (
        lambda way: play(lambda: way.models.generate_content(**script)),
        lambda way: play(lambda: list(way.models.generate_content_stream(**script))),
        lambda way: play(lambda: way.models.count_tokens(**counted)),
    ):
        assert both(ways, ask)[:2] == (status, STATUSES[status])
    for entry in hub.booked(vendor):
        assert (entry["status"], entry["outcome"]) == (status, "vendor_error")


def refusal(status: int, ask) -> errors.APIError:
    """What the SDK makes of an answer of the hub's own."""
    refused = failure(errors.ServerError if status >= 500 else errors.ClientError, ask)
    assert refused.code == refused.details["error"]["code"] == status and refused.message
    ids = [detail["requestId"] for detail in refused.details["error"]["details"] if "requestId" in detail]
    assert ids == [refused.response.headers["x-cch-request-id"]]
    return refused


def test_wrong_key(hub, vendor):
    wrong = client(hub.url, "sk-wrong")
    assert refusal(401, lambda: wrong.models.generate_content(**asked({}))).status == "UNAUTHENTICATED"
    assert refusal(401, lambda: list(wrong.models.generate_content_stream(**asked({})))).status == "UNAUTHENTICATED"
    assert refusal(401, lambda: list(wrong.models.list())).status == "UNAUTHENTICATED"
    assert vendor.bill() == []


def test_refused_model(ways, hub, vendor):
    hub.call("PATCH", f"/api/v1/users/{hub.user}", {"allowed_models": [MODEL]})
    refused = refusal(400, lambda: ways[0].models.generate_content(**{**asked({}), "model": "gemini-3"}))
    assert "gemini-3" in refused.message and refused.status == "INVALID_ARGUMENT"
    assert vendor.bill() == []


def test_unknown_path_and_model(ways):
    through = ways[0]
    assert refusal(404, lambda: through.models.get(model="gone")).status == "NOT_FOUND"
    assert refusal(404, lambda: list(through.file_search_stores.list())).status == "NOT_FOUND"


def test_too_long(strict_hub):
    way, wish = client(strict_hub.url, strict_hub.key), {**asked({}), "contents": "x" * 5_000}
    refused = refusal(413, lambda: way.models.generate_content(**wish))
    assert "4096" in refused.message
    (entry,) = strict_hub.entries(1)
    assert (entry["status"], entry["outcome"]) == (413, "refused") and f"/why/{entry['id']}" in refused.message


def test_no_provider(strict_hub):
    way = client(strict_hub.url, strict_hub.key)
    asks = [
        lambda: way.models.generate_content(**asked({})),
        lambda: list(way.models.generate_content_stream(**asked({}))),
        lambda: way.models.embed_content(model="gemini-embedding-001", contents="one"),
    ]
    refused = [refusal(503, ask) for ask in asks]
    assert {each.status for each in refused} == {"UNAVAILABLE"}
    rows = {entry["id"]: (entry["status"], entry["outcome"]) for entry in strict_hub.entries(3)}
    assert rows == {each.response.headers["x-cch-request-id"]: (503, "refused") for each in refused}


def test_too_many_wrong_keys(strict_hub):
    way = client(strict_hub.url, "sk-wrong")

    def guess(number):
        config = {"http_options": {"headers": {"x-goog-api-key": f"sk-{number}"}}}
        return lambda: way.models.generate_content(model=MODEL, contents=QUESTION, config=config)

    for number in range(20):
        refusal(401, guess(number))
    refused = refusal(429, guess(20))
    assert refused.status == "RESOURCE_EXHAUSTED" and int(refused.response.headers["retry-after"]) > 500


def test_error_inside_a_stream(ways):
    script = {"text": "one two three four five", "end": {"error_event_after": 1}}

    def play(way):
        failed = failure(errors.ServerError, lambda: list(way.models.generate_content_stream(**asked(script))))
        return failed.code, failed.status, failed.message

    assert both(ways, play)[:2] == (503, "UNAVAILABLE")
