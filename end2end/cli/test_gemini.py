"""The real Gemini CLI, through the hub."""

import json

import pytest

from slow import EMPTY_LINE, SAID

# It first asks a small model, without a stream, how hard the task is.
EASY = {"text": json.dumps({"complexity_reasoning": "A greeting.", "complexity_score": 1})}


@pytest.fixture(autouse=True)
def easy(vendor):
    vendor.script({"match": {"path": ":generateContent"}, "script": EASY})


def say_hi(run, hub, folder) -> str:
    settings = folder / ".gemini" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"security": {"auth": {"selectedType": "gemini-api-key"}}}))
    return run("GEMINI", "--skip-trust", "-p", "say hi", GOOGLE_GEMINI_BASE_URL=hub.url, GEMINI_API_KEY=hub.key)


def test_prints_what_the_vendor_says(hub, vendor, run, tmp_path):
    assert "Hello from mockvendor. gemini-" in say_hi(run, hub, tmp_path)

    entries = hub.booked(vendor)
    entry = max(entries, key=lambda entry: entry["request_bytes"])
    assert entry["path"].endswith(":streamGenerateContent") and entry["stream"] and entry["outcome"] == "ok"
    assert entry["request_bytes"] in [len(row["request_body"].encode()) for row in vendor.bill()]
    assert "GeminiCLI" in entry["client"]
    assert entry["usage"]["input"] > 5_000 and entry["usage"]["output"] > 0
    assert entry["cost"]["total"] > 0 and not entry["unpriced"]
    assert {each["attempts"][0]["provider"]["kind"] for each in entries} == {"gemini"}


def test_is_not_disturbed_by_signs_of_life(slow_hub, run, tmp_path):
    body = {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}
    hub = slow_hub("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", body, EMPTY_LINE)
    assert SAID in say_hi(run, hub, tmp_path)
