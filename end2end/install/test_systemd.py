"""The program as a service, with stand-ins for systemd and for the hub."""

import pytest
from installer import free_port, mode


@pytest.fixture
def hub(installer):
    """Makes a hub's program of some version."""
    for folder in ["run/systemd/system", "etc/systemd/system"]:
        (installer.root / folder).mkdir(parents=True)
    installer.program("systemctl", 'case $1 in is-active) exit 3 ;; esac')

    def hub(version: str, ready: bool = True):
        script = f'case $1 in --version) echo "cch {version}" ;; healthcheck) exit {int(not ready)} ;; esac'
        return installer.program("cch", script)

    return hub


def installed(installer, hub, version: str, **more) -> str:
    return installer("--root", installer.root, "--binary", hub(version), **more)


def test_a_service_is_made_upgraded_and_taken_away(installer, hub):
    unit = installer.root / "etc/systemd/system/cch.service"
    said = installer("--root", installer.root, "--binary", hub("1.0.0"), "--port", free_port())
    assert "Claude Code Hub 1.0.0 is installed and ready" in said and "journalctl --unit cch" in said
    done = [call for call in installer.calls() if call.startswith("systemctl")]
    begin = ["systemctl daemon-reload", "systemctl enable --quiet cch", "systemctl restart cch"]
    assert done == ["systemctl is-active --quiet cch", *begin]
    assert "TimeoutStopSec=30\n" in unit.read_text()

    with open(installer.settings, "a") as settings:
        settings.write('SHUTDOWN_DRAIN_MS="60000"\nAPP_URL=https://hub.example.com')
    before = installer.settings.read_text()
    said = installed(installer, hub, "1.1.0")
    assert "was upgraded from 1.0.0 to 1.1.0" in said
    assert installer.settings.read_text() == before + "\n" and mode(installer.settings) == 0o600
    assert "TimeoutStopSec=75\n" in unit.read_text(), "the service may take as long to end as the hub does"

    installer.data.mkdir(parents=True)
    installer.calls()
    said = installer("--uninstall", "--root", installer.root)
    assert installer.calls() == ["systemctl disable --now --quiet cch", "systemctl daemon-reload"]
    assert not unit.exists() and list((installer.root / "usr/local/bin").iterdir()) == []
    assert installer.settings.exists() and installer.data.exists()
    assert f"rm -r {installer.data}" in said and f"rm -r {installer.settings.parent}" in said


def test_an_upgrade_that_fails_names_the_program_of_before(installer, hub):
    installed(installer, hub, "1.0.0")
    installer.program("journalctl", "echo it fell over")
    said = installer("--root", installer.root, "--binary", hub("1.1.0", ready=False), fails=True)
    assert "it fell over" in said
    before = installer.root / "usr/local/bin/cch.previous"
    assert f"{before}" in said and "cch 1.0.0" in before.read_text()


def test_a_service_has_no_port_that_needs_privileges(installer, hub):
    said = installer("--root", installer.root, "--binary", hub("1.0.0"), "--port", 443, fails=True)
    assert "choose one above 1023" in said
    assert not (installer.root / "usr").exists(), "nothing is begun that cannot be"
