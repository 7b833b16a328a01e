"""The official OpenAI SDK gets through the hub what it gets from the vendor itself."""

import asyncio
import json
import re

import openai
import pytest
from openai import AsyncOpenAI, OpenAI

from answers import answers

MODEL = "gpt-5.5"
USAGE = {"input": 120, "output": 45, "cache_read": 9000, "cache_write_5m": 300, "reasoning": 12}
SCHEMA = {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}
TOOL = {"name": "weather", "description": "The weather of a place", "parameters": SCHEMA}
SCRIPTS = answers(USAGE)
# What differs from one answer to the next.
OWN = {"id", "item_id", "call_id", "created", "created_at", "completed_at"}
PICTURE = ("a.png", bytes(range(256)) * 9, "image/png")
SOUND = ("a.wav", b"RIFF\x00\xff\r\n--" * 99, "audio/wav")
ERRORS = {
    400: openai.BadRequestError,
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    404: openai.NotFoundError,
    413: openai.APIStatusError,
    429: openai.RateLimitError,
    503: openai.InternalServerError,
}


def scripted(script: dict) -> dict:
    return {"extra_headers": {"x-mock-script": json.dumps(script)}}


def chat(script: dict, **more) -> dict:
    message = {"role": "user", "content": "What is the weather?"}
    tools = [{"type": "function", "function": TOOL}]
    return {"model": MODEL, "messages": [message], "tools": tools, **scripted(script), **more}


def response(script: dict, **more) -> dict:
    tools = [{"type": "function", "strict": False, **TOOL}]
    return {"model": MODEL, "input": "What is the weather?", "tools": tools, **scripted(script), **more}


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
    return (
        OpenAI(base_url=hub.url + "/v1", api_key=hub.key, max_retries=0),
        OpenAI(base_url=vendor.url + "/v1", api_key=vendor.key, max_retries=0),
    )


def both(ways, ask):
    """The answer through the hub, once it has proved to be the vendor's."""
    through, straight = map(ask, ways)
    assert told(through) == told(straight)
    return through


def same_form(vendor):
    """Both ways brought the same form to the vendor, whatever line stands between its fields."""
    rows = vendor.bill()
    lines = [re.search(r"boundary=(\S+)", dict(row["request_headers"])["content-type"])[1] for row in rows]
    through, straight = (row["request_body"].replace(line, "--") for row, line in zip(rows, lines))
    assert through == straight and "form-data" in through


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_chat(ways, hub, vendor, script):
    answer = both(ways, lambda way: way.chat.completions.create(**chat(script)))
    assert answer.choices[0].message.content == script["text"]
    calls = answer.choices[0].message.tool_calls or []
    inputs = [tool["input"] for tool in script.get("tools", [])]
    assert [json.loads(call.function.arguments) for call in calls] == inputs
    assert answer.usage.prompt_tokens == 9420 and answer.usage.completion_tokens == 45
    (entry,) = hub.booked(vendor)
    assert entry["usage"].items() >= USAGE.items() and entry["cost"]["total"] > 0 and entry["outcome"] == "ok"
    assert entry["attempts"][0]["vendor_request_id"] == answer._request_id
    assert vendor.bill()[0]["request_body"] == vendor.bill()[1]["request_body"]


@pytest.mark.parametrize("asks_usage", [True, False])
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_chat_stream(ways, hub, vendor, script, asks_usage):
    wish = chat(script, stream=True, **({"stream_options": {"include_usage": True}} if asks_usage else {}))
    chunks = both(ways, lambda way: list(way.chat.completions.create(**wish)))
    spoken = [choice.delta.content or "" for chunk in chunks for choice in chunk.choices]
    assert "".join(spoken) == script["text"]
    assert [chunk.usage.total_tokens for chunk in chunks if chunk.usage] == ([9465] if asks_usage else [])
    assert all(chunk.choices for chunk in chunks) != asks_usage
    (entry,) = hub.booked(vendor)
    assert entry["usage"].items() >= USAGE.items() and entry["stream"] and entry["outcome"] == "ok"
    assert entry["stop_reason"] == chunks[-2 if asks_usage else -1].choices[0].finish_reason


def test_chat_stream_helper(ways):
    def play(way):
        wish = chat(SCRIPTS["tools"])
        with way.chat.completions.stream(**wish) as stream:
            return [event.type for event in stream], told(stream.get_final_completion())

    events, _ = both(ways, play)
    assert "tool_calls.function.arguments.done" in events


def test_tool_results(ways):
    """The second round of a tool call."""
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"place": "Zürich"}'}}
    wish = chat(SCRIPTS["text"])
    wish["messages"] += [
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": "Rain"},
    ]
    both(ways, lambda way: way.chat.completions.create(**wish))


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_responses(ways, hub, vendor, script):
    answer = both(ways, lambda way: way.responses.create(**response(script)))
    assert answer.output_text == script["text"] and answer.usage.total_tokens == 9465
    calls = [json.loads(item.arguments) for item in answer.output if item.type == "function_call"]
    assert calls == [tool["input"] for tool in script.get("tools", [])]

    events = both(ways, lambda way: list(way.responses.create(**response(script, stream=True))))
    assert events[-1].type == "response.completed" and told(events[-1].response) == told(answer)
    for entry in hub.booked(vendor):
        assert entry["usage"].items() >= USAGE.items() and entry["cost"]["total"] > 0 and entry["outcome"] == "ok"
        assert entry["attempts"][0]["provider"]["kind"] == "codex"


def test_responses_stream_helper(ways):
    def play(way):
        with way.responses.stream(**response(SCRIPTS["tools"])) as stream:
            return [event.type for event in stream], told(stream.get_final_response())

    events, final = both(ways, play)
    assert "response.function_call_arguments.delta" in events and final["status"] == "completed"


def test_async(hub, vendor):
    async def play(url, key):
        async with AsyncOpenAI(base_url=url + "/v1", api_key=key, max_retries=0) as client:
            completion = await client.chat.completions.create(**chat(SCRIPTS["tools"]))
            chunks = await client.chat.completions.create(**chat(SCRIPTS["thinking"], stream=True))
            answer = await client.responses.create(**response(SCRIPTS["text"]))
            return told([completion, [chunk async for chunk in chunks], answer])

    async def both():
        return await asyncio.gather(play(hub.url, hub.key), play(vendor.url, vendor.key))

    through, straight = asyncio.run(both())
    assert through == straight
    assert len(hub.booked(vendor)) == 3


def test_embeddings(ways, hub, vendor):
    texts, model = ["one", "two 世界"], "text-embedding-3-small"
    for form in ({}, {"encoding_format": "float"}):
        answer = both(ways, lambda way: way.embeddings.create(model=model, input=texts, **form, **scripted({})))
        assert len(answer.data) == 2 and len(answer.data[1].embedding) == 8
    for entry in hub.booked(vendor):
        assert entry["usage"]["input"] > 0 and entry["usage"]["output"] == 0 and entry["outcome"] == "ok"


def test_images(ways, hub, vendor):
    wish = {"model": "gpt-image-1", "prompt": "a mouse"}
    assert len(both(ways, lambda way: way.images.generate(**wish, n=2)).data) == 2
    stream = {**wish, "stream": True, "partial_images": 2}
    events = both(ways, lambda way: list(way.images.generate(**stream)))
    assert [event.type.split(".")[-1] for event in events] == ["partial_image", "partial_image", "completed"]
    for entry in hub.booked(vendor):
        assert entry["usage"]["output_image"] > 1000 and entry["usage"]["output"] == 0 and entry["outcome"] == "ok"


@pytest.mark.parametrize("count", [1, 2])
def test_image_edit(ways, hub, vendor, count):
    pictures = PICTURE if count == 1 else [PICTURE] * count
    answer = both(ways, lambda way: way.images.edit(model="gpt-image-1", image=pictures, prompt="a mouse"))
    assert answer.data[0].b64_json and answer.usage.input_tokens_details.image_tokens == 194 * count
    (entry,) = hub.booked(vendor)
    assert entry["model"] == "gpt-image-1" and entry["usage"]["input_image"] == 194 * count
    same_form(vendor)


def test_transcription(ways, hub, vendor):
    wish = {"model": "gpt-4o-transcribe", "file": SOUND, **scripted({"text": "Hello, 世界!", "usage": USAGE})}
    answer = both(ways, lambda way: way.audio.transcriptions.create(**wish))
    assert answer.text == "Hello, 世界!" and answer.usage.input_tokens == 9420
    (entry,) = hub.booked(vendor)
    assert entry["model"] == "gpt-4o-transcribe" and entry["usage"]["output"] == 45
    same_form(vendor)
    events = both(ways, lambda way: list(way.audio.transcriptions.create(**wish, stream=True)))
    assert events[-1].type == "transcript.text.done"
    assert all(entry["outcome"] == "ok" for entry in hub.booked(vendor))


def test_plain_transcription(ways, hub, vendor):
    wish = {"model": "whisper-1", "file": SOUND, "response_format": "text"}
    assert "Hello" in both(ways, lambda way: way.audio.transcriptions.create(**wish))
    (entry,) = hub.booked(vendor)
    assert entry["outcome"] == "ok" and not entry["estimated"]


def test_speech(ways, hub, vendor):
    wish = {"model": "gpt-4o-mini-tts", "voice": "alloy", "input": "Hello"}
    sound = both(ways, lambda way: way.audio.speech.create(**wish).content)
    assert sound[:2] == b"\xff\xfb" and len(sound) == 417
    (entry,) = hub.booked(vendor)
    assert entry["outcome"] == "ok" and entry["response_bytes"] == 417 and not entry["estimated"]


def test_files(ways, hub, vendor):
    file = both(ways, lambda way: way.files.create(file=("a.jsonl", b'{"a":1}\n'), purpose="batch"))
    assert (file.filename, file.bytes, file.purpose) == ("a.jsonl", 8, "batch")
    same_form(vendor)
    assert both(ways, lambda way: list(way.files.list())) == []
    assert both(ways, lambda way: way.files.retrieve("file-1")).status == "processed"
    assert b"\xff\xfe" in both(ways, lambda way: way.files.content("file-1").content)
    assert both(ways, lambda way: way.files.delete("file-1")).deleted
    assert not any(entry["metered"] for entry in hub.booked(vendor))


def test_moderations(ways, hub, vendor):
    answer = both(ways, lambda way: way.moderations.create(input=["one", "two"]))
    assert len(answer.results) == 2 and not answer.results[0].flagged
    (entry,) = hub.booked(vendor)
    assert not entry["metered"] and entry["cost"] is None


def test_models(ways):
    through, straight = ([model.id for model in way.models.list()] for way in ways)
    assert sorted(through) == sorted(straight) and MODEL in through
    both(ways, lambda way: way.models.retrieve(MODEL))


@pytest.mark.parametrize("status, error", ERRORS.items(), ids=map(str, ERRORS))
def test_vendor_errors(ways, hub, vendor, status, error):
    script = {"status": status, "headers": {"retry-after": "7"}}

    def play(ask):
        with pytest.raises(error) as raised:
            ask()
        told = raised.value
        assert type(told) is error and told.request_id == told.response.headers["x-request-id"]
        return told.status_code, told.message, told.body, told.code, told.type, told.response.headers["retry-after"]

    for stream in (False, True):
        wish, other = chat(script, stream=stream), response(script, stream=stream)
        assert both(ways, lambda way: play(lambda: way.chat.completions.create(**wish)))[0] == status
        assert both(ways, lambda way: play(lambda: way.responses.create(**other)))[0] == status
    for entry in hub.booked(vendor):
        assert (entry["status"], entry["outcome"]) == (status, "vendor_error")


def refusal(status: int, ask) -> openai.APIStatusError:
    """What the SDK makes of an answer of the hub's own."""
    with pytest.raises(ERRORS[status]) as raised:
        ask()
    refused = raised.value
    assert type(refused) is ERRORS[status] and refused.status_code == status
    assert refused.body["message"] in refused.message and refused.code and refused.type
    assert refused.request_id == refused.response.headers["x-cch-request-id"]
    return refused


def test_wrong_key(hub, vendor):
    client = OpenAI(base_url=hub.url + "/v1", api_key="sk-wrong", max_retries=0)
    refused = refusal(401, lambda: client.chat.completions.create(**chat({})))
    assert (refused.type, refused.code) == ("invalid_request_error", "invalid_api_key")
    refusal(401, lambda: client.responses.create(**response({}, stream=True)))
    assert vendor.bill() == []


def test_refused_model(ways, hub, vendor):
    hub.call("PATCH", f"/api/v1/users/{hub.user}", {"allowed_models": [MODEL]})
    wish = {**chat({}), "model": "gpt-4"}
    assert "gpt-4" in refusal(400, lambda: ways[0].chat.completions.create(**wish)).message
    assert vendor.bill() == []


def test_unknown_path_and_model(ways):
    through = ways[0]
    assert refusal(404, lambda: through.post("/nothing", cast_to=object, body={})).code == "unknown_path"
    assert refusal(404, lambda: through.models.retrieve("gone")).code == "model_not_found"


def test_too_long(strict_hub):
    client = OpenAI(base_url=strict_hub.url + "/v1", api_key=strict_hub.key, max_retries=0)
    refused = refusal(413, lambda: client.responses.create(**response({}, instructions="x" * 5_000)))
    assert refused.code == "request_too_large" and "4096" in refused.message
    form = refusal(413, lambda: client.images.edit(model="gpt-image-1", image=[PICTURE] * 3, prompt="a mouse"))
    rows = {entry["id"]: (entry["status"], entry["outcome"]) for entry in strict_hub.entries(2)}
    assert rows == {each.request_id: (413, "refused") for each in (refused, form)}


def test_no_provider(strict_hub):
    client = OpenAI(base_url=strict_hub.url + "/v1", api_key=strict_hub.key, max_retries=0)
    asks = [
        lambda: client.chat.completions.create(**chat({})),
        lambda: client.responses.create(**response({}, stream=True)),
        lambda: client.embeddings.create(model="text-embedding-3-small", input="one"),
    ]
    refused = [refusal(503, ask) for ask in asks]
    assert {(each.type, each.code) for each in refused} == {("server_error", "no_available_providers")}
    rows = {entry["id"]: (entry["status"], entry["outcome"]) for entry in strict_hub.entries(3)}
    assert rows == {each.request_id: (503, "refused") for each in refused}


def test_too_many_wrong_keys(strict_hub):
    client = OpenAI(base_url=strict_hub.url + "/v1", api_key="sk-wrong", max_retries=0)

    def guess(number):
        return lambda: client.with_options(api_key=f"sk-{number}").chat.completions.create(**chat({}))

    for number in range(20):
        refusal(401, guess(number))
    refused = refusal(429, guess(20))
    assert refused.type == "rate_limit_error" and int(refused.response.headers["retry-after"]) > 500


def test_error_inside_a_stream(ways):
    script = {"text": "one two three four five", "end": {"error_event_after": 2}}

    def play(way):
        with pytest.raises(openai.APIError) as raised:
            list(way.chat.completions.create(**chat(script, stream=True)))
        return raised.value.message, raised.value.code, raised.value.type

    assert both(ways, play)[2] == "server_error"
    events = both(ways, lambda way: list(way.responses.create(**response(script, stream=True))))
    assert events[-1].type == "response.failed"
