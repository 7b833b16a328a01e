"""The hub answers as its description says, whatever is sent; and who has the description has a client."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

CONFIG = Path(__file__).with_name("schemathesis.toml")


def test_every_answer_is_as_described(api, tmp_path):
    """Schemathesis, with all of its checks."""
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG, "run"]
    command += [f"{api.url}/api/v1/openapi.json", "--header", f"Authorization: Bearer {api.token}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    health = json.loads(urllib.request.urlopen(f"{api.url}/api/health").read())
    assert health["status"] == "healthy"


def test_a_generated_client_sets_a_hub_up(api, tmp_path):
    """openapi-python-client makes one out of the description; it makes a provider, a user and a key, and reads the log."""
    description = tmp_path / "openapi.json"
    description.write_bytes(urllib.request.urlopen(f"{api.url}/api/v1/openapi.json").read())
    generator = [Path(sys.executable).with_name("openapi-python-client"), "generate", "--meta", "none"]
    generator += ["--path", description, "--output-path", tmp_path / "hub_client", "--fail-on-warning"]
    generator += ["--config", Path(__file__).with_name("generator.yml")]
    made = subprocess.run(generator, cwd=tmp_path, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    script = Path(__file__).with_name("client.py")
    command = [sys.executable, script, api.url, api.token]
    ran = subprocess.run(command, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)})
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["key"].startswith("sk-")
    assert told["rows"] == 0
    assert api.call("GET", f"/api/v1/users/{told['user']}")["name"] == "Ann"
    assert api.call("GET", f"/api/v1/providers/{told['provider']}")["name"] == "Main"
