"""The command line tools, as `cargo xtask test --clis` has installed them from npm."""

import json
import os
import shutil
import subprocess
import urllib.request

import pytest

from slow import SCRIPT


@pytest.fixture
def run(tmp_path):
    """Runs a tool in an empty home, and gives what it prints."""

    def run(tool: str, *arguments: str, **env: str) -> str:
        script = os.environ.get(tool)
        if not script:
            pytest.fail(f"{tool} is not set: run through `cargo xtask test --clis`", pytrace=False)
        command = [shutil.which("node"), script] if script.endswith((".js", ".mjs", ".cjs")) else [script]
        env = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PATH": os.environ["PATH"], **env}
        said = subprocess.run(
            [*command, *arguments],
            env=env,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert said.returncode == 0, said
        return said.stdout

    return run


@pytest.fixture
def slow_hub(lively_hub, vendor):
    """A hub whose vendor speaks slowly, once a stream was heard to bear `sign` in its silences."""

    def slow_hub(path: str, body: dict, sign: bytes):
        vendor.script({"script": SCRIPT})
        headers = {"authorization": f"Bearer {lively_hub.key}", "content-type": "application/json"}
        request = urllib.request.Request(lively_hub.url + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            assert sign in answer.read()
        return lively_hub

    return slow_hub
