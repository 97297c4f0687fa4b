"""Answers as text: valid JSON of a bounded size, cut between rows and nowhere else."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from retroach_async.mcp.tables import Table

MOST = 20_000
"""The most characters of an answer."""
_MOST_ABOUT = MOST // 2
_LARGEST = 10**9
"""A number as long as an offset or a total may become."""


@frozen
class Part:
    """A table whose rows are some of a longer list."""

    table: Table
    start: int
    """The offset of the first row."""
    after: int | None
    """The offset of what follows the last row; None when nothing does."""
    fetched: float
    """The moment at which the site was asked, by the clock."""

    @property
    def is_whole(self) -> bool:
        """True when no row of the list is elsewhere."""
        return self.start == 0 and self.after is None

    def has(self, offset: int) -> bool:
        """True when the row of this offset is here, and not the first one."""
        return self.start < offset < self.start + len(self.table.rows)


def written(part: Part, offset: int, seconds: float) -> tuple[str, int | None]:
    """The rows from an offset on, as many as fit, as JSON; and the offset of the next one, None at the end.

    `seconds` is the age of the answer.
    """
    table = part.table
    head: dict[str, Any] = {"age_seconds": round(seconds)}
    if table.about:
        head["about"] = _shortened(dict(table.about), _MOST_ABOUT)
    head["cols"] = table.cols
    tail = {"total": _LARGEST, "next_offset": _LARGEST}
    room = MOST - len(to_json({**head, "rows": [], **tail}))
    rows: list[Any] = []
    left = table.rows[max(offset - part.start, 0) :]
    for row in left:
        size = len(to_json(row)) + 1
        if size > room:
            if rows:
                break
            row = _shortened(list(row), room)  # noqa: PLW2901  one row alone is too large
        rows.append(row)
        room -= size
    following = offset + len(rows) if len(rows) < len(left) else part.after
    total = len(table.rows) if table.total is None and part.is_whole else table.total
    told = {"total": total if total != len(rows) else None, "next_offset": following}
    text = to_json({**head, "rows": rows, **{name: fact for name, fact in told.items() if fact is not None}})
    return text, following


def to_json(value: Any) -> str:
    """A plain value as compact JSON; half a character, which cannot be sent, stays escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def _shortened(values: Any, most: int) -> Any:
    """A dictionary or a list whose largest values gave way to a note, so that its JSON is short enough."""
    items = values.items() if isinstance(values, dict) else enumerate(values)
    sizes = {key: len(to_json(value)) for key, value in items}
    size = len(to_json(values))
    for key in sorted(sizes, key=lambda each: -sizes[each]):
        if size <= most:
            break
        note = f"({sizes[key]:,} characters left out)"
        values[key] = note
        size += len(to_json(note)) - sizes[key]
    return values
