"""A vendor that speaks slowly, whose silences the hub fills."""

SCRIPT = {"text_parts": ["Slowly, ", "but ", "surely."], "chunk_delay_ms": 100}
SAID = "".join(SCRIPT["text_parts"])
# What stands in a silence: Google's clients stumble over comments.
COMMENT = b"\n\n: keep-alive\n\n"
EMPTY_LINE = b"\r\n\r\n\r\n"
