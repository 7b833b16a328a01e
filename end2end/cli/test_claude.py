"""The real Claude Code, through the hub."""

import os
import shutil
import subprocess

import pytest


@pytest.fixture
def claude():
    script = os.environ.get("CLAUDE")
    if not script:
        pytest.fail("CLAUDE is not set: run through `cargo xtask test --clis`", pytrace=False)
    return [shutil.which("node"), script] if script.endswith((".js", ".mjs", ".cjs")) else [script]


def test_prints_what_the_vendor_says(hub, vendor, claude, tmp_path):
    env = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "ANTHROPIC_BASE_URL": hub.url,
        "ANTHROPIC_AUTH_TOKEN": hub.key,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    }
    said = subprocess.run([*claude, "-p", "say hi"], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=180)
    assert said.returncode == 0, said
    assert "Hello from mockvendor" in said.stdout, said

    entries = hub.entries(1)
    entry = max(entries, key=lambda entry: entry["request_bytes"])
    assert entry["path"] == "/v1/messages" and entry["stream"] and entry["outcome"] == "ok"
    assert entry["request_bytes"] > 40_000
    assert entry["request_bytes"] in [len(row["request_body"].encode()) for row in vendor.bill()]
    assert "claude-cli" in entry["client"] and len(entry["session"]) == 36
    assert entry["usage"]["input"] > 0 and entry["usage"]["output"] > 0
    assert entry["cost"]["total"] > 0 and not entry["unpriced"]
