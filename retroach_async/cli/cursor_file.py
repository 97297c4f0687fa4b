"""The option that names the file of cursors, with which a command goes on where it was."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from retroach_async.watch import FileCursors, SqliteCursors

_DATABASES = (".db", ".sqlite")

CursorFile = Annotated[
    Path | None,
    Parameter(
        name="--cursor",
        metavar="FILE",
        help="Remember in this file what was printed, so that the next start goes on from there. JSON, or SQLite where"
        " the name ends in .db or .sqlite. Without it, each start begins anew.",
    ),
]


def store_in(file: Path | None) -> FileCursors | SqliteCursors | None:
    """The store in a file; None without one."""
    if file is None:
        return None
    return SqliteCursors(file) if file.suffix in _DATABASES else FileCursors(file)


class PrintedFirst:
    """The cursors in a file, which are written there only when everything that was printed is out."""

    def __init__(self, store: FileCursors | SqliteCursors) -> None:
        self._store = store
        self._left: dict[str, Mapping[str, str | None]] = {}

    async def load(self, watch: str) -> Mapping[str, str]:
        """The cursors of a watch."""
        return await self._store.load(watch)

    async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        """Note changed cursors."""
        self._left[watch] = changes

    async def lock(self, watch: str) -> None:
        """Take the cursors of a watch. Raises `ConfigurationError` when another watch has them."""
        await self._store.lock(watch)

    async def unlock(self, watch: str, *, has_failed: bool) -> None:
        """Give them back."""
        await self._store.unlock(watch, has_failed=has_failed)

    async def write(self) -> None:
        """Write the changed cursors. Raises OSError, and writes none, when standard output fails."""
        sys.stdout.flush()
        for watch, changes in self._left.items():
            await self._store.lock(watch)
            try:
                await self._store.save(watch, changes)
            finally:
                await self._store.unlock(watch, has_failed=False)
