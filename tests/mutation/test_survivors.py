"""The list of changes that no test fails for."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

SURVIVORS = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text("utf-8"))["survivors"]


def exists(name: str) -> bool:
    """True for the full name of a function of the package."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            thing = getattr(thing, part, None)
        return thing is not None
    return False


def test_every_survivor_names_a_function_that_is_there() -> None:
    """An entry whose function was renamed or deleted explains nothing any more."""
    assert [each["function"] for each in SURVIVORS if not exists(each["function"])] == []
