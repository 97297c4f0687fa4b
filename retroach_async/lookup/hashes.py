"""The hashes of games' files, and the games behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from attrs import frozen

from retroach_async.errors import InvalidRequest


@frozen
class GameHash:
    """The game that a file belongs to."""

    game_id: int
    """Id of the game."""
    system_id: int
    """Id of the game's system."""
    title: str
    """Title of the game."""


@frozen
class HashList:
    """The hashes of one system, as they were at some moment."""

    system_id: int
    """Id of the system."""
    fetched: float
    """The moment of the answer, as Unix seconds."""
    games: Mapping[str, GameHash]
    """The game of each hash, in lower case."""


class HashIndex:
    """The games of some systems by the hashes of their files, in memory.

    It is made by `await ra.hash_index([...])`. `find` looks a hash up without a request; `len(index)` is the number of
    hashes.
    """

    def __init__(self, lists: Iterable[HashList]) -> None:
        # A hash that moved to another system is in two lists for a while: the newer one counts.
        by_age = sorted(lists, key=lambda each: each.fetched)
        self._games = {md5: game for each in by_age for md5, game in each.games.items()}
        self._fetched = by_age[0].fetched
        self._systems = tuple(sorted(each.system_id for each in by_age))

    @property
    def fetched_at(self) -> datetime:
        """The moment at which the oldest of its lists was fetched, UTC."""
        return datetime.fromtimestamp(self._fetched, UTC)

    @property
    def systems(self) -> tuple[int, ...]:
        """The ids of its systems, in ascending order."""
        return self._systems

    def find(self, md5: str) -> GameHash | None:
        """The game of a hash, in upper or lower case; None when none of the systems has the hash."""
        if not isinstance(md5, str):
            raise InvalidRequest(f"md5 must be the text of a hash, not {type(md5).__name__}", parameter="md5")
        return self._games.get(md5.strip().casefold())

    def __len__(self) -> int:
        return len(self._games)

    def __iter__(self) -> Iterator[str]:
        return iter(self._games)

    def __repr__(self) -> str:
        return f"<HashIndex of {len(self)} hashes of {len(self._systems)} systems>"
