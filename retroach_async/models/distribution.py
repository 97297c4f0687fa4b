"""The achievement distribution of a game."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from attrs import field, frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import AchievementFlags


def _flags(value: int) -> AchievementFlags:
    return value if type(value) is AchievementFlags else AchievementFlags(value)


@frozen(kw_only=True, repr=False)
class AchievementDistribution(Model, Mapping[int, int]):
    """The players of a game by their number of unlocks: a mapping from 1, 2, ... N unlocks to players.

    Every number from 1 to N is a key, in ascending order. Players without an unlock are not counted.
    With `hardcore=False` the server counts casual-only unlocks: unlocks that the player did not also
    earn in hardcore. The site's documentation speaks of all unlocks. Untracked players are left out,
    except the owner of the key.

    The distribution is empty for an unknown game and for a game without achievements, because V1
    answers both with `[]`.
    """

    game_id: int
    """Id of the game, from the call."""
    hardcore: bool
    """True when hardcore unlocks are counted; False when casual-only unlocks are counted."""
    flags: AchievementFlags = field(converter=_flags)
    """The counted achievements: promoted or unpromoted."""
    players: tuple[int, ...]
    """Numbers of players with exactly 1, 2, ... N unlocks, in this order; read them through the mapping."""

    def __getitem__(self, unlocks: int) -> int:
        if 1 <= unlocks <= len(self.players):
            return self.players[unlocks - 1]
        raise KeyError(unlocks)

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, len(self.players) + 1))

    def __len__(self) -> int:
        return len(self.players)

    def __repr__(self) -> str:
        mode = "hardcore" if self.hardcore else "casual"
        return f"<AchievementDistribution of game {self.game_id}, {mode}, {self.flags.name}: {dict(self)!r}>"

    @property
    def achievement_count(self) -> int:
        """N, the number of achievements; 0 for an empty distribution."""
        return len(self.players)

    @property
    def total_players(self) -> int:
        """Number of players with at least one unlock."""
        return sum(self.players)

    @property
    def mastery_count(self) -> int:
        """Number of players who hold all N."""
        return self.players[-1] if self.players else 0

    @property
    def mastery_rate(self) -> float:
        """The share of players who hold all N, from 0.0 to 1.0; 0.0 for an empty set."""
        total = self.total_players
        return self.mastery_count / total if total else 0.0

    def at_least(self, unlocks: int) -> int:
        """Number of players with this many unlocks or more."""
        return sum(self.players[max(unlocks, 1) - 1 :])

    @property
    def mean(self) -> float:
        """The average number of unlocks per player; 0.0 when nobody has one."""
        total = self.total_players
        return sum(count * players for count, players in self.items()) / total if total else 0.0

    @property
    def median(self) -> float:
        """The number of unlocks of the player in the middle; 0.0 when nobody has one."""
        total = self.total_players
        if not total:
            return 0.0
        return (self._unlocks_of((total - 1) // 2) + self._unlocks_of(total // 2)) / 2

    def _unlocks_of(self, rank: int) -> int:
        """The unlocks of one player; rank 0 is the player with the fewest unlocks."""
        return bisect_right(list(accumulate(self.players)), rank) + 1

    def to_dict(self) -> dict[str, Any]:
        """The arguments, the counts with text as keys, and the figures computed from the counts."""
        figures = ("achievement_count", "total_players", "mastery_count", "mastery_rate", "median", "mean")
        return {
            **super().to_dict(),
            "players": {str(unlocks): players for unlocks, players in self.items()},
            **{figure: getattr(self, figure) for figure in figures},
        }
