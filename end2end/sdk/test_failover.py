"""What becomes of a provider's failure, as the reader of an SDK meets it."""

import json
import urllib.error

import openai
import pytest

from sdks import ANTHROPIC, PLAIN, SDKS, STREAMS, Way, http

QUESTION = ["What is the weather?"]
PARTS = ["One ", "two ", "three."]
TEXT = "".join(PARTS)
OVERLOADED = {"type": "overloaded_error", "status": "UNAVAILABLE", "code": 529, "message": "Overloaded"}
# How a provider fails before its first content, and what the hub takes it for.
FAILURES = {
    "529": ({"status": 529}, "overloaded"),
    "reset": ({"end": "rst_before_headers"}, "broke_off"),
    "reset after the headers": ({"end": {"rst_after_bytes": 0}}, "broke_off"),
    "error with status 200": ({"body": json.dumps({"type": "error", "error": OVERLOADED})}, "overloaded"),
    "HTML": ({"body": "<!doctype html><h1>Bad gateway</h1>", "content_type": "text/html"}, "false_success"),
    "empty": ({"body": ""}, "empty"),
    "cut": ({"end": {"fin_after_bytes": 20}}, "truncated"),
}
EVENT = "error event"


def failing(way, failure: str) -> tuple[dict, str]:
    if failure == EVENT:
        script = {"text": TEXT, "end": {"error_event_after": way.sdk.prelude}}
        return script, "server_error" if way.sdk.failure is openai.APIError else "overloaded"
    return FAILURES[failure]


def told(way, url: str, key: str) -> tuple[type, int, str]:
    """What the SDK makes of a failure."""
    with pytest.raises(way.sdk.failure) as raised:
        way.ask(url, key, QUESTION)
    return type(raised.value), *way.sdk.told(raised.value)


CASES = [(way, failure) for failure in [*FAILURES, EVENT] for way in PLAIN if way.streams or failure != EVENT]


@pytest.mark.parametrize("way, failure", CASES, ids=[f"{failure}: {way}" for way, failure in CASES])
def test_the_next_provider_answers(line, vendor, way, failure):
    hub, (first, second) = line(way.sdk.kind, 2, max_attempts=1)
    script, taken_for = failing(way, failure)
    vendor.script({"match": {"credential": first}, "script": script})
    vendor.script({"match": {"credential": second}, "script": {"text_parts": PARTS}})
    assert way.ask(hub.url, hub.key, QUESTION) == TEXT
    (entry,) = hub.entries(1)
    assert (entry["status"], entry["outcome"]) == (200, "ok")
    tried = [(attempt["provider"]["name"], attempt["class"]) for attempt in entry["attempts"]]
    assert tried == [(first, taken_for), (second, None)]
    assert [row["credential"]["value"] for row in vendor.rows()] == [first, second]


@pytest.mark.parametrize("status", [401, 429, 500, 529])
@pytest.mark.parametrize("way", PLAIN, ids=str)
def test_all_providers_fail(line, vendor, way, status):
    """The SDK raises what it raises for the vendor's own answer."""
    hub, names = line(way.sdk.kind, 2, max_attempts=1)
    vendor.script({"script": {"status": status, "error_message": "Not today, sorry"}})
    through, straight = told(way, hub.url, hub.key), told(way, vendor.url, vendor.key)
    assert through == straight and through[1:] == (status, "Not today, sorry")
    (entry,) = hub.entries(1)
    assert (entry["status"], entry["outcome"]) == (status, "vendor_error")
    assert [attempt["provider"]["name"] for attempt in entry["attempts"]] == names


@pytest.mark.parametrize("way", PLAIN, ids=str)
def test_no_provider_has_an_answer(line, vendor, way):
    hub, _ = line(way.sdk.kind, 2)
    vendor.script({"script": FAILURES["HTML"][0]})
    kind, status, message = told(way, hub.url, hub.key)
    assert issubclass(kind, way.sdk.failure) and status == 502 and "not one that can be used" in message
    (entry,) = hub.entries(1)
    assert f"/why/{entry['id']}" in message and len(entry["attempts"]) == 4


@pytest.mark.parametrize("sdk", SDKS, ids=lambda sdk: sdk.name)
def test_no_provider_is_left(line, vendor, sdk):
    hub, (name,) = line(sdk.kind, 1, max_attempts=1, breaker={"threshold": 1})
    vendor.script({"script": {"status": 529}})
    assert told(Way(sdk, "stream"), hub.url, hub.key)[1] == 529
    refusals = [told(Way(sdk, form), hub.url, hub.key) for form in ("whole", "stream", "helper")]
    *refused, failed = hub.entries(4)
    for (kind, status, message), entry in zip(refusals, reversed(refused)):
        assert (kind, status) == (sdk.unavailable, 503) and "has its circuit breaker open" in message
        assert f"/why/{entry['id']}" in message
    assert len(vendor.rows()) == 1

    text, story = hub.why(entry["id"], "text/plain"), json.loads(hub.why(entry["id"], "application/json"))
    assert "was sent to no provider" in text and "has its circuit breaker open" in text and name not in text
    assert story == {"request": entry["id"], "outcome": "refused", "status": 503, "why": text.strip()}
    text, story = hub.why(failed["id"], "text/plain"), json.loads(hub.why(failed["id"], "application/json"))
    assert "Attempt 1: provider 1 was overloaded (HTTP 529)" in text and name not in text
    assert story == {"request": failed["id"], "outcome": "vendor_error", "status": 529, "why": text.strip()}


def test_a_story_is_for_its_owner_alone(hub, vendor):
    ANTHROPIC.whole(ANTHROPIC.client(hub.url, hub.key, {}, http()), ANTHROPIC.wish(QUESTION))
    (entry,) = hub.entries(1)
    assert "Attempt 1: provider 1 answered it" in hub.why(entry["id"], "text/plain")
    stranger = hub.with_user(f"not the owner of {entry['id']}")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        stranger.why(entry["id"], "text/plain")


def as_sent(way, hub) -> bytes:
    """The whole stream."""
    pieces = []
    assert way.ask(hub.url, hub.key, QUESTION, hear=pieces.append) == TEXT
    return b"".join(pieces)


# How the vendor's stream ends, and what the log calls it. `between`: behind the first piece of text; `inside`: in the event
# of the second one.
ENDS = {
    "closed": lambda between, inside: ({"fin_after_bytes": between}, "truncated"),
    "closed inside an event": lambda between, inside: ({"fin_after_bytes": inside}, "truncated"),
    "reset": lambda between, inside: ({"rst_after_bytes": between}, "truncated"),
    "silent": lambda between, inside: ({"hang_after_bytes": inside}, "timed_out"),
}


@pytest.mark.parametrize("end", [*ENDS, "ended without its end mark", EVENT])
@pytest.mark.parametrize("way", STREAMS, ids=str)
def test_a_stream_that_breaks_off(line, vendor, way, end):
    """Nobody takes the beginning of a text for the whole, and nobody else is asked for the rest."""
    hub, (first, _) = line(way.sdk.kind, 2, timeouts={"idle_ms": 400})
    vendor.script({"times": 1, "script": {"text_parts": PARTS}})
    sent = as_sent(way, hub)
    inside = sent.index(b"two ")
    between = sent.rindex(b"\n\r\n" if b"\r" in sent else b"\n\n", 0, inside) + 2
    script = {"text_parts": PARTS}
    if end in ENDS:
        script["end"], outcome = ENDS[end](between, inside)
    elif end == EVENT:
        script["end"], outcome = {"error_event_after": way.sdk.prelude + 1}, "vendor_error"
    else:
        script, outcome = {"body": sent[:between].decode()}, "truncated"
    vendor.script({"script": script})
    pieces = []
    with pytest.raises(way.sdk.failure):
        way.ask(hub.url, hub.key, QUESTION, hear=pieces.append)
    heard = b"".join(pieces)
    assert b"One " in heard and b"two " not in heard and (b"broke off" in heard) == (end != EVENT)
    entry, _ = hub.entries(2)
    assert entry["outcome"] == outcome and [attempt["provider"]["name"] for attempt in entry["attempts"]] == [first]
