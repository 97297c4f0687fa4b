"""The option that names the file of cursors, with which a command goes on where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from retroach_async.watch import CursorStore, FileCursors, SqliteCursors

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


def store_in(file: Path | None) -> CursorStore | None:
    """The store in a file; None without one."""
    if file is None:
        return None
    return SqliteCursors(file) if file.suffix in _DATABASES else FileCursors(file)
