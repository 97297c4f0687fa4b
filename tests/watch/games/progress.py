"""A site that tells the progress of users in their games."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from attrs import define, evolve, field

from retroach_async.models import UserProfile
from retroach_async.query import Reply
from retroach_async.testing import answer, example, json_reply
from retroach_async.transport.protocol import Request

NOW = 1_790_000_000
"""The present of the site, as Unix seconds."""
DAY = 86400


@define
class Row:
    """The progress in one game."""

    last: int | None
    total: int = 1
    hardcore: int = 0
    award: str | None = None
    awarded: int | None = None


def _moment(second: int | None) -> str | None:
    return None if second is None else datetime.fromtimestamp(second, UTC).isoformat()


@define
class Shelf:
    """The games of one user; the latest first, those without a moment last."""

    rows: dict[int, Row] = field(factory=dict)
    requests: list[tuple[str, int]] = field(factory=list)
    """Path and offset of each request."""
    before_answer: Callable[[int], object] = lambda request: None
    """Called with the number of a request, from 1, before its answer is made."""

    def play(self, game: int, **facts: Any) -> None:
        """Change the progress in a game, which may be a new one."""
        self.rows[game] = evolve(self.rows[game], **facts) if game in self.rows else Row(**facts)

    @property
    def offsets(self) -> list[int]:
        """The offsets of the pages that were asked for."""
        return [offset for path, offset in self.requests if "CompletionProgress" in path]

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        params = dict(request.query.params)
        offset, count = int(params.get("o", 0)), int(params.get("c", 100))
        self.requests.append((request.query.path, offset))
        self.before_answer(len(self.requests))
        if "Profile" in request.query.path:
            known = params["u"] == "Tom"
            return answer(example(UserProfile)) if known else json_reply([], 404)
        own = self.rows if params["u"].casefold() == "tom" else {}
        ordered = sorted(own.items(), key=lambda row: -(row[1].last or 0))
        return json_reply(
            {
                "Count": len(ordered[offset : offset + count]),
                "Total": len(ordered),
                "Results": [_result(game, row) for game, row in ordered[offset : offset + count]],
            }
        )


def _result(game: int, row: Row) -> dict[str, Any]:
    return {
        "GameID": game,
        "Title": f"Game {game}",
        "ImageIcon": "/Images/000001.png",
        "ConsoleID": 1,
        "ConsoleName": "Genesis/Mega Drive",
        "MaxPossible": 20,
        "NumAwarded": row.total,
        "NumAwardedHardcore": row.hardcore,
        "MostRecentAwardedDate": _moment(row.last),
        "HighestAwardKind": row.award,
        "HighestAwardDate": _moment(row.awarded),
    }
