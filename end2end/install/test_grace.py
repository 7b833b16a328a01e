"""Whatever stops the hub waits as long as the hub may take: its drain, then 10 s for its journal."""

import os
import re
import subprocess

import yaml
from installer import SOURCES

JOURNAL = 10


def drain_by_default() -> float:
    table = subprocess.run([os.environ["CCH_BIN"], "settings"], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"`SHUTDOWN_DRAIN_MS` \| `(\d+)`", table)[1]) / 1000


def test_compose():
    hub = yaml.safe_load((SOURCES / "docker-compose.yml").read_text())["services"]["hub"]
    assert int(hub["stop_grace_period"].removesuffix("s")) > drain_by_default() + JOURNAL


def test_systemd():
    unit = (SOURCES / "deploy/systemd/cch.service").read_text()
    assert int(re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[1]) > drain_by_default() + JOURNAL


def test_kubernetes():
    base = SOURCES / "deploy/kubernetes/base"
    pod = yaml.safe_load((base / "deployment.yaml").read_text())["spec"]["template"]["spec"]
    drain = int(re.search(r"^SHUTDOWN_DRAIN_MS=(\d+)$", (base / "settings.env").read_text(), re.MULTILINE)[1]) / 1000
    wait = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] > wait + drain + JOURNAL
