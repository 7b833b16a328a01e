"""What the invented vendor is told to say, whatever the dialect."""


def answers(usage: dict) -> dict:
    return {
        "text": {"text": "Hello, 世界! This answer has several pieces.", "usage": usage},
        "tools": {
            "text": "Let me look.",
            "tools": [
                {"name": "weather", "input": {"place": "Zürich", "days": [1, 2]}},
                {"name": "weather", "input": {"place": "東京"}},
            ],
            "usage": usage,
        },
        "thinking": {"thinking": "First this, then that. " * 20, "text": "Done.", "usage": usage},
    }
