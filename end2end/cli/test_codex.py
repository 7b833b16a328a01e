"""The real Codex CLI, through the hub."""

from slow import COMMENT, SAID

CONFIG = """
model = "gpt-5.5"
model_provider = "hub"

[model_providers.hub]
name = "hub"
base_url = "{url}/v1"
env_key = "HUB_KEY"
wire_api = "responses"
"""


def say_hi(run, hub, folder) -> str:
    home = folder / "codex"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG.format(url=hub.url))
    return run("CODEX", "exec", "--skip-git-repo-check", "say hi", CODEX_HOME=str(home), HUB_KEY=hub.key)


def test_prints_what_the_vendor_says(hub, vendor, run, tmp_path):
    assert "Hello from mockvendor. gpt-5.5" in say_hi(run, hub, tmp_path)

    entries = hub.booked(vendor)
    entry = max(entries, key=lambda entry: entry["request_bytes"])
    assert entry["path"] == "/v1/responses" and entry["stream"] and entry["outcome"] == "ok"
    assert entry["request_bytes"] in [len(row["request_body"].encode()) for row in vendor.bill()]
    assert "codex_exec" in entry["client"] and entry["session_source"] == "header"
    assert entry["usage"]["input"] > 5_000 and entry["usage"]["output"] > 0
    assert entry["cost"]["total"] > 0 and not entry["unpriced"]
    assert {each["attempts"][0]["provider"]["kind"] for each in entries} == {"codex"}


def test_is_not_disturbed_by_signs_of_life(slow_hub, run, tmp_path):
    hub = slow_hub("/v1/responses", {"model": "gpt-5.5", "stream": True, "input": "Hi"}, COMMENT)
    assert SAID in say_hi(run, hub, tmp_path)
