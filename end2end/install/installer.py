"""The installer, with stand-ins for what a test must not touch."""

import os
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@dataclass
class Installer:
    folder: Path
    script: Path = SOURCES / "deploy/install.sh"
    path: str = field(default_factory=lambda: os.environ["PATH"])

    @property
    def root(self) -> Path:
        return self.folder / "root"

    @property
    def settings(self) -> Path:
        return self.root / "etc/cch/cch.env"

    @property
    def data(self) -> Path:
        return self.root / "var/lib/cch"

    def program(self, name: str, script: str) -> Path:
        """A shell script in place of a program, before all others on the path. What it is called with is written down."""
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>{self.folder}/calls\n{script}\n')
        path.chmod(0o755)
        return path

    def calls(self) -> list[str]:
        """What the stand-ins were called with since this was asked last."""
        log = self.folder / "calls"
        calls = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return calls

    def __call__(self, *arguments, fails: bool = False) -> str:
        # A variable of the caller's must not get into the hub.
        env = {"PATH": f"{self.folder}/bin:{self.path}", "HOME": str(self.folder), "CCH_DATA_DIR": "/nowhere"}
        command = ["bash", str(self.script), *map(str, arguments)]
        # Not captured by pipes: a hub in the background would keep them open.
        with open(self.folder / "said", "w+") as said:
            code = subprocess.run(command, env=env, stdout=said, stderr=said, stdin=subprocess.DEVNULL).returncode
            said.seek(0)
            text = said.read()
        assert (code != 0) == fails, text
        return text
