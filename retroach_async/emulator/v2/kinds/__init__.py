"""The kinds of resources and the routes to them. Each file here holds its own as `KINDS` and `ROUTES`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Final, TypeVar

from retroach_async.emulator.v2.kind import Kind, Route, Routes

T = TypeVar("T")


def by_name(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    """Values by their names; a name that two files give is a ValueError."""
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"two files of the emulator give {name!r}")
        found[name] = value
    return found


def kinds_in(files: Iterable[ModuleType]) -> Mapping[str, Kind]:
    """The kinds of some files, by type."""
    held: list[Sequence[Kind]] = [file.KINDS for file in files]
    return by_name((kind.type, kind) for kinds in held for kind in kinds)


def routes_in(files: Iterable[ModuleType]) -> Mapping[str, Route]:
    """The routes of some files."""
    held: list[Routes] = [file.ROUTES for file in files]
    return by_name(pair for routes in held for pair in routes.items())


_FILES = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
KINDS: Final = kinds_in(_FILES)
"""The kinds by type."""
ROUTES: Final = routes_in(_FILES)
"""The routes to resources, by the names of their endpoints below `v2`."""
