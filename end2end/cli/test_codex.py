"""The real Codex CLI, through the hub."""

CONFIG = """
model = "gpt-5.5"
model_provider = "hub"

[model_providers.hub]
name = "hub"
base_url = "{url}/v1"
env_key = "HUB_KEY"
wire_api = "responses"
"""


def test_prints_what_the_vendor_says(hub, vendor, run, tmp_path):
    home = tmp_path / "codex"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG.format(url=hub.url))
    said = run("CODEX", "exec", "--skip-git-repo-check", "say hi", CODEX_HOME=str(home), HUB_KEY=hub.key)
    assert "Hello from mockvendor. gpt-5.5" in said

    entries = hub.booked(vendor)
    entry = max(entries, key=lambda entry: entry["request_bytes"])
    assert entry["path"] == "/v1/responses" and entry["stream"] and entry["outcome"] == "ok"
    assert entry["request_bytes"] in [len(row["request_body"].encode()) for row in vendor.bill()]
    assert "codex_exec" in entry["client"]
    assert entry["usage"]["input"] > 5_000 and entry["usage"]["output"] > 0
    assert entry["cost"]["total"] > 0 and not entry["unpriced"]
    assert {each["attempts"][0]["provider"]["kind"] for each in entries} == {"codex"}
