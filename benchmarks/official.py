"""The official JavaScript client, where node and npm are there."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "@retroachievements/api@2.10.0"


@contextlib.contextmanager
def installed() -> Iterator[Path | None]:
    """The path of its module, freshly installed by npm, as long as the block lasts; None, and a line, without it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    with tempfile.TemporaryDirectory() as folder:
        words = (npm or "", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, PACKAGE)
        if node and npm and subprocess.run(words, check=False, timeout=120).returncode == 0:
            yield Path(folder, "node_modules", "@retroachievements", "api", "dist", "api.modern.js")
        else:
            print(f"{PACKAGE} is left out: it needs node, npm and the package registry")
            yield None
