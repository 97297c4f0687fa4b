"""The repository: where its files are, on this machine and on the web."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[3]
"""The folder of the repository."""
ADDRESS = "https://github.com/retroach-async/retroach_async/blob/main/"
"""The beginning of the address of a file."""
