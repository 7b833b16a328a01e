"""What cannot be is said before anything is begun, with what to do."""

import os
import socket

import pytest
from installer import SOURCES, free_port


@pytest.fixture
def here(installer):
    return ["--no-systemd", "--root", installer.root, "--port", free_port()]


def test_a_port_that_is_taken(installer, here):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = installer(*here, "--port", port, "--binary", os.environ["CCH_BIN"], fails=True)
    assert f"port {port} is taken by another program" in said and "--port" in said
    assert list(installer.root.iterdir()) == []


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_what_is_no_port(installer, here, port):
    assert f"{port} is no port" in installer(*here, "--port", port, fails=True)


def test_a_program_that_is_not_there(installer, here):
    assert "there is no such file" in installer(*here, "--binary", "/nowhere/cch", fails=True)
    lonely = installer.folder / "install.sh"
    lonely.write_text((SOURCES / "deploy/install.sh").read_text())
    installer.script = lonely
    said = installer(*here, fails=True)
    assert "cargo xtask build --release" in said and "--binary FILE" in said


def test_a_program_for_another_machine(installer, here):
    foreign = installer.folder / "foreign"
    # The head of a program for a 64-bit machine of a kind that nobody builds any more.
    foreign.write_bytes(b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + b"\x02\0\x32\0\x01\0\0\0".ljust(200, b"\0"))
    said = installer(*here, "--binary", foreign, fails=True)
    assert "does not run on this machine" in said and os.uname().machine in said
    assert not (installer.root / "usr/local/bin/cch.new").exists()


def test_another_program(installer, here):
    assert "is not the hub's program" in installer(*here, "--binary", "/bin/ls", fails=True)


def test_a_machine_without_systemd(installer):
    said = installer("--root", installer.root, fails=True)
    assert f"there is no systemd below {installer.root}" in said and "--no-systemd" in said


def test_rights_that_are_missing(installer):
    # Not even root may make a folder there.
    assert "choose another --root" in installer("--no-systemd", "--root", "/proc/cch", fails=True)
    (installer.root / "run/systemd/system").mkdir(parents=True)
    installer.program("systemctl", "exit 3")
    assert "call this with sudo" in installer("--root", installer.root, fails=True)


def test_a_machine_without_docker(installer):
    tools = installer.folder / "bin"
    tools.mkdir()
    for name in ["bash", "dirname"]:
        (tools / name).symlink_to(f"/usr/bin/{name}")
    installer.path = ""
    assert "there is no docker on this machine" in installer("--docker", fails=True)


def test_options(installer):
    assert "there is no option --dokcer" in installer("--dokcer", fails=True)
    assert "--port needs a value" in installer("--port", fails=True)
    assert "without Docker" in installer("--docker", "--binary", "cch", fails=True)
    said = installer("--help")
    assert all(option in said for option in ["--docker", "--binary", "--uninstall", "--root", "--no-systemd", "--show-token"])


def test_nothing_to_uninstall(installer):
    assert "no hub is installed" in installer("--uninstall", "--root", installer.root, fails=True)
