"""A conversation stays with its provider, whichever SDK or program it comes from."""

import json

import pytest

from sdks import ANTHROPIC, RESPONSES, SDKS, Way

ID = "5f1c9f8e-0d7e-4b54-9a3a-0c6f2d1f7a11"
USER_ID = json.dumps({"device_id": "d", "account_uuid": "", "session_id": ID})
CLAUDE_CODE = {"user-agent": "claude-cli/2.1.331 (external, cli)", "x-app": "cli"}
CODEX = {"user-agent": "codex_exec/0.169.0 (Debian 12.0.0; x86_64)", "originator": "codex_exec"}
# Programs say which conversation it is, in a header or in the body.
PROGRAMS = {
    "Claude Code": (ANTHROPIC, "header", {"headers": {**CLAUDE_CODE, "x-claude-code-session-id": ID}}),
    "older Claude Code": (ANTHROPIC, "body", {"headers": CLAUDE_CODE, "metadata": {"user_id": USER_ID}}),
    "Codex": (RESPONSES, "header", {"headers": {**CODEX, "session-id": ID}, "prompt_cache_key": ID}),
    "older Codex": (RESPONSES, "header", {"headers": {**CODEX, "session_id": ID}}),
    "Codex without headers": (RESPONSES, "body", {"prompt_cache_key": ID}),
}


def asked(vendor) -> set[str]:
    """Those whom the vendor's requests came from."""
    return {row["credential"]["value"] for row in vendor.rows()}


@pytest.mark.parametrize("sdk", SDKS, ids=lambda sdk: sdk.name)
def test_twenty_turns_by_what_they_begin_with(line, vendor, sdk):
    hub, names = line(sdk.kind, 3, in_turn=False)
    turns = ["Question 1"]
    for number in range(20):
        way = Way(sdk, "stream" if number % 2 else "whole")
        turns += [way.ask(hub.url, hub.key, turns), f"And {number}?"]
    assert len(asked(vendor)) == 1
    entries = hub.entries(20)
    assert {entry["session_source"] for entry in entries} == {"fingerprint"}
    assert len({entry["session"] for entry in entries}) == 1
    # Conversations that begin in another way are not drawn along.
    for number in range(20):
        Way(sdk, "whole").ask(hub.url, hub.key, [f"Another question, {number}"])
    assert 1 < len(asked(vendor)) <= len(names)


@pytest.mark.parametrize("sdk, source, more", PROGRAMS.values(), ids=PROGRAMS)
def test_twenty_turns_by_a_programs_id(line, vendor, sdk, source, more):
    hub, _ = line(sdk.kind, 3, in_turn=False)
    for number in range(20):
        Way(sdk, "stream").ask(hub.url, hub.key, [f"Summed up {number} times"], **more)
    assert len(asked(vendor)) == 1
    entries = hub.entries(20)
    assert {(entry["session"], entry["session_source"]) for entry in entries} == {(ID, source)}
    *kept, first = [entry["attempts"][0]["selection"]["pick"] for entry in entries]
    assert first == "draw" and set(kept) == {"session"}
