"""The real Gemini CLI, through the hub."""

import json

# It first asks a small model, without a stream, how hard the task is.
EASY = {"text": json.dumps({"complexity_reasoning": "A greeting.", "complexity_score": 1})}


def test_prints_what_the_vendor_says(hub, vendor, run, tmp_path):
    settings = tmp_path / ".gemini" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"security": {"auth": {"selectedType": "gemini-api-key"}}}))
    vendor.script({"match": {"path": ":generateContent"}, "script": EASY})
    said = run("GEMINI", "--skip-trust", "-p", "say hi", GOOGLE_GEMINI_BASE_URL=hub.url, GEMINI_API_KEY=hub.key)
    assert "Hello from mockvendor. gemini-" in said

    entries = hub.booked(vendor)
    entry = max(entries, key=lambda entry: entry["request_bytes"])
    assert entry["path"].endswith(":streamGenerateContent") and entry["stream"] and entry["outcome"] == "ok"
    assert entry["request_bytes"] in [len(row["request_body"].encode()) for row in vendor.bill()]
    assert "GeminiCLI" in entry["client"]
    assert entry["usage"]["input"] > 5_000 and entry["usage"]["output"] > 0
    assert entry["cost"]["total"] > 0 and not entry["unpriced"]
    assert {each["attempts"][0]["provider"]["kind"] for each in entries} == {"gemini"}
