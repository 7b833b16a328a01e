"""Signs of life in a silent stream disturb no SDK."""

import pytest

from sdks import STREAMS

PARTS = ["One ", "two ", "three."]


@pytest.mark.parametrize("hold_at", ["begin", "first", "usage"])
@pytest.mark.parametrize("way", STREAMS, ids=str)
def test_a_silent_vendor(lively_hub, vendor, way, hold_at):
    """Silent before the first content, in the middle, at the end, until the SDK was given a sign of life."""
    sign = b"\r\n" if way.sdk.kind == "gemini" else b": keep-alive\n\n"
    vendor.script({"script": {"text_parts": PARTS, "hold": "until heard", "hold_at": hold_at}})
    signs = []

    def hear(piece: bytes) -> None:
        if piece.startswith(sign):
            signs.append(piece)
            if len(signs) == 2:
                vendor.call("POST", "/_mock/release/until%20heard")

    assert way.ask(lively_hub.url, lively_hub.key, ["What is the weather?"], hear=hear) == "".join(PARTS)
    assert len(signs) >= 2
    (entry,) = lively_hub.entries(1)
    assert entry["outcome"] == "ok" and len(entry["attempts"]) == 1
