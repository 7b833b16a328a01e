"""The program by itself, with a real hub."""

import json
import os
import urllib.request

import pytest
from installer import free_port, mode


@pytest.fixture
def port(installer):
    """For the hub of this test, which ends with it."""
    yield free_port()
    if (installer.root / "usr/local/bin/cch").exists():
        installer("--uninstall", "--root", installer.root)


def call(port: int, path: str, body: dict | None = None, token: str = ""):
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)) as answer:
        return json.loads(answer.read())


def test_installed_twice_it_keeps_every_secret_and_datum(installer, port):
    here = ["--no-systemd", "--root", installer.root]
    said = installer(*here, "--binary", os.environ["CCH_BIN"], "--port", port)
    secrets = {path: path.read_bytes() for path in [installer.data / "admin-token", installer.data / "master.key"]}
    token = secrets[installer.data / "admin-token"].decode().strip()
    assert "is installed and ready" in said and f"http://127.0.0.1:{port}" in said
    assert f"in {installer.data}/admin-token" in said and token not in said
    assert [mode(path) for path in [*secrets, installer.settings]] == [0o600] * 3
    assert call(port, "/api/health/ready")["status"] == "healthy"
    assert call(port, "/api/auth/login", {"key": token})["role"] == "admin"
    maya = call(port, "/api/v1/users", {"name": "Maya"}, token)
    process = (installer.root / "run/cch.pid").read_text()

    said = installer(*here, "--binary", os.environ["CCH_BIN"], "--show-token")
    assert "was installed again" in said and token in said
    assert (installer.root / "run/cch.pid").read_text() != process, "the program was started anew"
    assert {path: path.read_bytes() for path in secrets} == secrets
    assert call(port, "/api/health/ready")["status"] == "healthy"
    assert call(port, "/api/auth/login", {"key": token})["role"] == "admin"
    assert call(port, f"/api/v1/users/{maya['id']}", token=token)["name"] == "Maya"

    said = installer("--uninstall", "--root", installer.root)
    assert f"rm -r {installer.data}\n" in said and f"rm -r {installer.settings.parent}\n" in said
    assert {path: path.read_bytes() for path in secrets} == secrets and (installer.data / "hub.db").exists()
    assert not (installer.root / "usr/local/bin/cch").exists()
    with pytest.raises(OSError):
        call(port, "/api/health/ready")


def test_a_hub_that_does_not_start_is_told_with_its_own_words(installer, port):
    installer.settings.parent.mkdir(parents=True)
    installer.settings.write_text("DSN=mysql://localhost/hub\n")
    here = ["--no-systemd", "--root", installer.root, "--port", port]
    said = installer(*here, "--binary", os.environ["CCH_BIN"], fails=True)
    assert "must begin with sqlite:, postgres://" in said and f"Its settings are in {installer.settings}" in said
