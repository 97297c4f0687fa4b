"""Systems of the server that `lookup.System` does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retroach_async.drift.findings import Drift, Finding
from retroach_async.lookup import System
from retroach_async.models import System as ListedSystem

_KNOWN = frozenset(map(int, System))


def unknown_systems(result: Any) -> Iterator[Finding]:
    """A finding for each new system in the result of a call; there are some only where systems are listed.

    A system that the server no longer lists is none: old ids stay true.
    """
    systems = [each for each in result if isinstance(each, ListedSystem)] if isinstance(result, tuple) else []
    for system in systems:
        if system.id not in _KNOWN:
            found = f"{system.id} ({system.name})"
            yield Finding(drift=Drift.NEW_VALUE, path="[].ID", expected="lookup.System", found=found, of=len(systems))
