"""A hub and the invented vendor behind it, for what people run against a hub. Both run once; each test is a user of its own."""

import itertools
import json
import os
import re
import subprocess
import time
import urllib.request
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ADMIN_TOKEN = "admin-token-for-tests"
KINDS = ["claude", "codex", "openai-compatible", "gemini", "gemini-cli"]
# The hub's credential for the vendor.
CREDENTIAL = "sk-vendor"
# Every request is asked once, and no failure has a consequence for the next test.
ONCE = {"max_attempts": 1, "breaker": {"threshold": 0, "open_ms": 1000, "successes": 1}}
NUMBERS = itertools.count(1)


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

    def rows(self) -> list[dict]:
        """Every request of this test, oldest first, however it ended."""
        return json.loads(self.call("GET", "/_mock/bill?body=true"))["rows"]

    def bill(self) -> list[dict]:
        """The same, as soon as all of them are through."""
        rows = []

        def through():
            rows[:] = self.rows()
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
    token: str = ADMIN_TOKEN

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        """The management API, as admin."""
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")

    def provider(self, name: str, kind: str, vendor: Vendor, credential: str = CREDENTIAL, **more) -> int:
        provider = {"name": name, "kind": kind, "url": vendor.url, "credential": credential, **more}
        return self.call("POST", "/api/v1/providers", provider)["id"]

    def with_user(self, name: str, *groups: str) -> "Hub":
        """The same hub, for somebody who has asked for nothing yet."""
        user = self.call("POST", "/api/v1/users", {"name": name, "groups": groups})["id"]
        return Hub(self.url, user, self.call("POST", f"/api/v1/users/{user}/keys", {"name": "laptop"})["secret"])

    def why(self, request: str, accept: str) -> str:
        """The story of one of the user's requests, told to the key that it bore."""
        headers = {"authorization": f"Bearer {self.key}", "accept": accept}
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/why/{request}", headers=headers)) as answer:
            assert answer.headers["content-type"].startswith(accept)
            return answer.read().decode()

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


@contextmanager
def relay(folder: Path, vendor: Vendor, **env: str):
    """A hub with one provider of every type, all of them the invented vendor."""
    with running([binary("CCH_BIN")], hub_env(folder, **env), folder / "log") as url:
        hub = Hub(url)
        for kind in KINDS:
            hub.provider(kind, kind, vendor, routing=ONCE)
        yield hub


@pytest.fixture(scope="session")
def shared_hub(tmp_path_factory, shared_vendor):
    with relay(tmp_path_factory.mktemp("hub"), shared_vendor) as hub:
        yield hub


@pytest.fixture(scope="session")
def shared_lively_hub(tmp_path_factory, shared_vendor):
    with relay(tmp_path_factory.mktemp("lively"), shared_vendor, STREAM_KEEP_ALIVE_MS="20") as hub:
        yield hub


@pytest.fixture(scope="module")
def module_strict_hub(tmp_path_factory):
    """A hub without a provider that takes short requests alone. What locks an address out is this module's own."""
    folder = tmp_path_factory.mktemp("strict")
    env = hub_env(folder, MAX_DECOMPRESSED_REQUEST_BYTES="4096")
    with running([binary("CCH_BIN")], env, folder / "log") as url:
        yield Hub(url)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def api(request, tmp_path_factory):
    """A hub on each of the two databases, for programs that know nothing of it but its description."""
    folder = tmp_path_factory.mktemp(request.param)
    # Wrong keys are among what they send.
    env = hub_env(folder, AUTH_FAILURES_MAX="0")
    if request.param == "postgres":
        server, name = os.environ["TEST_DSN"].rsplit("/", 1)[0], f"api_{uuid.uuid4().hex}"
        subprocess.run(["psql", f"{server}/postgres", "-qc", f"CREATE DATABASE {name}"], check=True)
        env["DSN"] = f"{server}/{name}"
    with running([binary("CCH_BIN")], env, folder / "log") as url:
        yield Hub(url)


@pytest.fixture
def vendor(shared_vendor):
    shared_vendor.call("DELETE", "/_mock/bill")
    shared_vendor.call("DELETE", "/_mock/script")
    return shared_vendor


@pytest.fixture
def hub(shared_hub, vendor):
    return shared_hub.with_user(f"user {next(NUMBERS)}")


@pytest.fixture
def strict_hub(module_strict_hub):
    return module_strict_hub.with_user(f"user {next(NUMBERS)}")


@pytest.fixture
def lively_hub(shared_lively_hub, vendor):
    """It gives signs of life as soon as its vendor is silent for a moment."""
    return shared_lively_hub.with_user(f"user {next(NUMBERS)}")


@pytest.fixture
def line(shared_hub, vendor):
    """Makes somebody with providers of their own. Each has its name as its credential."""
    made = []

    def line(kind: str, count: int, in_turn: bool = True, **routing) -> tuple[Hub, list[str]]:
        """`in_turn`: the second is asked when the first has failed; otherwise all are equal."""
        group = f"group {next(NUMBERS)}"
        names = [f"{group}, {number}" for number in range(count)]
        for priority, name in enumerate(names):
            more = {"groups": [group], "priority": priority if in_turn else 0, "routing": routing}
            made.append(shared_hub.provider(name, kind, vendor, name, **more))
        return shared_hub.with_user(f"user {next(NUMBERS)}", group), names

    yield line
    for provider in made:
        shared_hub.call("DELETE", f"/api/v1/providers/{provider}")
