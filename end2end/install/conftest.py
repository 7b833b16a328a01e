"""An installer for each test, with a root of its own."""

import shutil

import pytest
from installer import SOURCES, Installer


@pytest.fixture
def installer(tmp_path):
    return Installer(tmp_path)


@pytest.fixture
def checkout(installer):
    """Sources to install with Docker from, and an engine that only writes down what it is asked for."""
    sources = installer.folder / "sources"
    (sources / "deploy").mkdir(parents=True)
    for name in ["deploy/install.sh", "docker-compose.yml", ".env.example"]:
        shutil.copy(SOURCES / name, sources / name)
    installer.script = sources / "deploy/install.sh"
    installer.program("docker", 'case "$*" in "volume inspect"*|*"compose ps"*) exit 1 ;; esac')
    return sources
