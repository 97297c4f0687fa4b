"""The cursor of a user's games: how far the user had come in each of the latest ones. A pure value, without a clock."""

from __future__ import annotations

import json
from typing import TypeAlias, cast

from attrs import define, field

from retroach_async.errors import ConfigurationError
from retroach_async.models import CompletionProgress
from retroach_async.watch.cursor import LONGEST_DELAY, VERSION, is_second

PAGE = 500
"""The most rows of one answer."""

Mark: TypeAlias = tuple[int, int, int | None, str | None]
"""The progress in a game: unlocks in any mode and in hardcore, the Unix second of the last one, the highest award."""


def mark_of(row: CompletionProgress) -> Mark:
    """The progress that a row tells."""
    last = None if row.last_unlock_at is None else int(row.last_unlock_at.timestamp())
    award = None if row.highest_award_kind is None else str(row.highest_award_kind)
    return row.unlocks_total, row.unlocks_hardcore, last, award


@define
class GamesCursor:
    """The games that a reading saw, the latest first: those of its first page, and all of the last 14 days."""

    newest: int = 0
    """The Unix second of the newest unlock; 0 without one."""
    marks: dict[int, Mark] = field(factory=dict)
    """The progress in each game, by its id."""

    @property
    def floor(self) -> int:
        """The Unix second below which no unlock can arrive any more."""
        return self.newest - LONGEST_DELAY

    def has_moved(self, row: CompletionProgress) -> bool:
        """Tell if a game's progress is another one than at the reading before."""
        mark = mark_of(row)
        known = self.marks.get(row.game_id)
        if known is not None:
            return mark != known
        return mark[2] is not None and mark[2] >= self.floor

    def add(self, row: CompletionProgress) -> None:
        """Note the progress in a game; the latest game is added first."""
        mark = mark_of(row)
        self.newest = max(self.newest, mark[2] or 0)
        if len(self.marks) < PAGE or (mark[2] is not None and mark[2] >= self.floor):
            self.marks[row.game_id] = mark

    def to_text(self) -> str:
        """The cursor as versioned JSON."""
        games = [[game, *mark] for game, mark in self.marks.items()]
        return json.dumps({"v": VERSION, "newest": self.newest, "games": games}, separators=(",", ":"))

    @classmethod
    def of(cls, content: dict[str, object]) -> GamesCursor:
        """The cursor of parsed JSON. Raises `ConfigurationError` for what is none."""
        newest, games = content.get("newest"), content.get("games")
        if not is_second(newest) or not isinstance(games, list) or not all(map(_is_game, games)):
            raise ConfigurationError("a cursor of games cannot be read: it was not written by changed_games")
        return cls(newest, {game: cast("Mark", tuple(mark)) for game, *mark in games})


def _is_game(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 5:
        return False
    *numbers, last, award = row
    return all(type(each) is int for each in numbers) and (
        (last is None or is_second(last)) and (award is None or isinstance(award, str))
    )
