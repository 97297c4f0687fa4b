"""The server's own documents about V2, beside the samples; without the samples there is nothing to read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = os.environ.get("RETROACH_SAMPLES")


def contract(name: str) -> Any:
    """A document of the contract, parsed; an empty list without the folder."""
    return json.loads(Path(FOLDER, "..", "contract", name).read_bytes()) if FOLDER else []


def samples() -> dict[str, Path]:
    """The samples of V2's answers, by name."""
    return {path.stem: path for path in sorted(Path(FOLDER, "v2").glob("*.json"))} if FOLDER else {}
