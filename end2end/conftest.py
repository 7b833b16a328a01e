"""A hub of its own and the invented vendor behind it, for what people run against a hub."""

import json
import os
import re
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

ADMIN_TOKEN = "admin-token-for-tests"


def binary(name: str) -> str:
    path = os.environ.get(name)
    if not path:
        pytest.fail(f"{name} is not set: run through `cargo xtask test`", pytrace=False)
    return path


def start(command: list[str], env: dict[str, str], log) -> tuple[subprocess.Popen, str]:
    """The process, and the address that it prints once it listens."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found.group()
    pytest.fail(f"{command[0]} did not start: {Path(log.name).read_text()}", pytrace=False)


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


@dataclass
class Vendor:
    url: str

    def bill(self) -> list[dict]:
        with urllib.request.urlopen(f"{self.url}/_mock/bill?body=true") as answer:
            return json.load(answer)["rows"]


@dataclass
class Hub:
    url: str
    user: int = 0
    key: str = ""

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        """The management API, as admin."""
        headers = {"authorization": f"Bearer {ADMIN_TOKEN}", "content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def entries(self, count: int) -> list[dict]:
        """The log, newest first, as soon as it has so many rows."""
        for _ in range(200):
            rows = self.call("GET", "/api/v1/usage-logs")["items"]
            if len(rows) >= count:
                return [self.call("GET", f"/api/v1/usage-logs/{row['id']}") for row in rows]
            time.sleep(0.1)
        raise AssertionError(f"{count} rows did not reach the log: {rows}")


@pytest.fixture
def vendor(tmp_path):
    with open(tmp_path / "vendor.log", "w") as log:
        process, url = start([binary("MOCKVENDOR_BIN"), "--port", "0"], dict(os.environ), log)
        yield Vendor(url)
        stop(process)


@pytest.fixture
def hub(tmp_path, vendor):
    env = {
        "HOST": "127.0.0.1",
        "PORT": "0",
        "ADMIN_TOKEN": ADMIN_TOKEN,
        "CCH_DATA_DIR": str(tmp_path / "data"),
        "CCH_SITE_DIR": os.environ.get("CCH_SITE_DIR", "target/site"),
    }
    with open(tmp_path / "hub.log", "w") as log:
        process, url = start([binary("CCH_BIN")], env, log)
        hub = Hub(url)
        hub.call("POST", "/api/v1/providers", {"name": "vendor", "url": vendor.url, "credential": "sk-vendor"})
        hub.user = hub.call("POST", "/api/v1/users", {"name": "ann"})["id"]
        hub.key = hub.call("POST", f"/api/v1/users/{hub.user}/keys", {"name": "laptop"})["secret"]
        yield hub
        stop(process)
