"""A hub and the invented vendor behind it, for what people run against a hub. Both run once; each test is a user of its own."""

import itertools
import json
import os
import re
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ADMIN_TOKEN = "admin-token-for-tests"
KINDS = ["claude", "codex", "openai-compatible", "gemini", "gemini-cli"]
# The hub's credential for the vendor.
CREDENTIAL = "sk-vendor"
USERS = itertools.count(1)


def binary(name: str) -> str:
    path = os.environ.get(name)
    if not path:
        pytest.fail(f"{name} is not set: run through `cargo xtask test`", pytrace=False)
    return path


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path):
    """The address that the program prints once it listens. It is stopped at the end."""
    with open(log, "w") as errors:
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                yield found.group()
                return
        pytest.fail(f"{command[0]} did not start: {log.read_text()}", pytrace=False)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def until(true, seconds: float = 20) -> bool:
    """Whether it becomes so in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@dataclass
class Vendor:
    url: str
    # For who asks the vendor itself.
    key: str = "sk-straight"

    def call(self, method: str, path: str, body: dict | None = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"content-type": "application/json"}, method=method)
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def script(self, rule: dict) -> None:
        """What requests that bear no script of their own are answered with."""
        self.call("POST", "/_mock/script", rule)

    def bill(self) -> list[dict]:
        """Every request of this test, oldest first, as soon as all of them are through."""
        rows = []

        def through():
            rows[:] = json.loads(self.call("GET", "/_mock/bill?body=true"))["rows"]
            return all(row["complete"] for row in rows)

        assert until(through), f"not every answer was read to its end: {rows}"
        return rows

    def relayed(self) -> list[dict]:
        """What the hub has sent on."""
        return [row for row in self.bill() if row["credential"]["value"] == CREDENTIAL]


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

    def with_user(self, name: str) -> "Hub":
        """The same hub, for somebody who has asked for nothing yet."""
        user = self.call("POST", "/api/v1/users", {"name": name})["id"]
        return Hub(self.url, user, self.call("POST", f"/api/v1/users/{user}/keys", {"name": "laptop"})["secret"])

    def entries(self, count: int) -> list[dict]:
        """The user's log, newest first, as soon as it has so many rows."""
        rows = []

        def enough():
            rows[:] = self.call("GET", f"/api/v1/usage-logs?user={self.user}&limit=200")["items"]
            return len(rows) >= count

        assert until(enough), f"{count} rows did not reach the log: {rows}"
        return [self.call("GET", f"/api/v1/usage-logs/{row['id']}") for row in rows]

    def booked(self, vendor: Vendor) -> list[dict]:
        """The log, newest first: every request that the vendor had stands in it, with the tokens that were billed."""
        billed = {row["id"]: row["usage"] for row in vendor.relayed()}
        entries = self.entries(len(billed))
        asked = {entry["attempts"][-1]["vendor_request_id"]: entry["usage"] for entry in entries if entry["attempts"]}
        assert asked == billed and billed
        return entries


def hub_env(folder: Path, **more: str) -> dict[str, str]:
    site = os.environ.get("CCH_SITE_DIR", "target/site")
    own = {"HOST": "127.0.0.1", "PORT": "0", "ADMIN_TOKEN": ADMIN_TOKEN}
    return {**own, "CCH_DATA_DIR": str(folder / "data"), "CCH_SITE_DIR": site, **more}


@pytest.fixture(scope="session")
def shared_vendor(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vendor")
    with running([binary("MOCKVENDOR_BIN"), "--port", "0"], dict(os.environ), folder / "log") as url:
        yield Vendor(url)


@pytest.fixture(scope="session")
def shared_hub(tmp_path_factory, shared_vendor):
    """One provider of every type, all of them the invented vendor."""
    folder = tmp_path_factory.mktemp("hub")
    with running([binary("CCH_BIN")], hub_env(folder), folder / "log") as url:
        hub = Hub(url)
        for kind in KINDS:
            provider = {"name": kind, "kind": kind, "url": shared_vendor.url, "credential": CREDENTIAL}
            hub.call("POST", "/api/v1/providers", provider)
        yield hub


@pytest.fixture(scope="module")
def strict_hub(tmp_path_factory):
    """A hub without a provider that takes short requests alone. What locks an address out is this module's own."""
    folder = tmp_path_factory.mktemp("strict")
    env = hub_env(folder, MAX_DECOMPRESSED_REQUEST_BYTES="4096")
    with running([binary("CCH_BIN")], env, folder / "log") as url:
        yield Hub(url).with_user("ann")


@pytest.fixture
def vendor(shared_vendor):
    shared_vendor.call("DELETE", "/_mock/bill")
    shared_vendor.call("DELETE", "/_mock/script")
    return shared_vendor


@pytest.fixture
def hub(shared_hub, vendor):
    return shared_hub.with_user(f"user {next(USERS)}")
