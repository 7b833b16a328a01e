"""The real Claude Code, through the hub."""

from slow import COMMENT, SAID


def say_hi(run, hub) -> str:
    return run(
        "CLAUDE",
        "-p",
        "say hi",
        ANTHROPIC_BASE_URL=hub.url,
        ANTHROPIC_AUTH_TOKEN=hub.key,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1",
    )


def test_prints_what_the_vendor_says(hub, vendor, run):
    assert "Hello from mockvendor" in say_hi(run, hub)

    entry = max(hub.booked(vendor), key=lambda entry: entry["request_bytes"])
    assert entry["path"] == "/v1/messages" and entry["stream"] and entry["outcome"] == "ok"
    assert entry["request_bytes"] > 40_000
    # What the hub has left out of a list went with its comma.
    left_out = sum(len(edit["before"]) + 1 for edit in entry["attempts"][0]["edits"])
    assert entry["request_bytes"] - left_out in [len(row["request_body"].encode()) for row in vendor.bill()]
    assert "claude-cli" in entry["client"] and len(entry["session"]) == 36
    assert entry["session_source"] == "header"
    assert entry["usage"]["input"] > 0 and entry["usage"]["output"] > 0
    assert entry["cost"]["total"] > 0 and not entry["unpriced"]


def test_is_not_disturbed_by_signs_of_life(slow_hub, run):
    message = {"role": "user", "content": "Hi"}
    body = {"model": "claude-sonnet-5", "max_tokens": 9, "stream": True, "messages": [message]}
    assert SAID in say_hi(run, slow_hub("/v1/messages", body, COMMENT))
