"""The command line tools, as `cargo xtask test --clis` has installed them from npm."""

import os
import shutil
import subprocess

import pytest


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
