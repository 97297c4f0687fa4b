"""The achievement distribution: the library's home case."""

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
    """How many players of a game hold exactly 1, 2, ... N unlocks: a mapping from count to players.

    Every count from 1 to N is a key, in ascending order; players without an unlock are in none of
    them. With `hardcore=False` the server counts casual-only unlocks: an unlock that was also
    earned in hardcore does not count, although the site's documentation speaks of all unlocks.
    Untracked players are left out, except the owner of the key.

    An unknown game and a game without achievements give the same empty distribution, because V1
    answers both with `[]`.
    """

    game_id: int
    """The game that was asked about."""
    hardcore: bool
    """Whether hardcore unlocks were counted, or casual-only ones."""
    flags: AchievementFlags = field(converter=_flags)
    """Which achievements were counted."""
    players: tuple[int, ...]
    """Players with exactly 1, 2, ... N unlocks, in this order; read it through the mapping."""

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
        """N, the size of the set; 0 for an empty distribution."""
        return len(self.players)

    @property
    def total_players(self) -> int:
        """Everyone with at least one unlock."""
        return sum(self.players)

    @property
    def mastery_count(self) -> int:
        """Players who hold all N."""
        return self.players[-1] if self.players else 0

    @property
    def mastery_rate(self) -> float:
        """The share of players who hold all N, from 0.0 to 1.0; 0.0 for an empty set."""
        total = self.total_players
        return self.mastery_count / total if total else 0.0

    def at_least(self, unlocks: int) -> int:
        """Players with this many unlocks or more."""
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
        """The unlocks of one player, counted from 0 for the one with the fewest."""
        return bisect_right(list(accumulate(self.players)), rank) + 1

    def to_dict(self) -> dict[str, Any]:
        """The request, the counts keyed by text, and the figures that follow from them."""
        figures = ("achievement_count", "total_players", "mastery_count", "mastery_rate", "median", "mean")
        return {
            **super().to_dict(),
            "players": {str(unlocks): players for unlocks, players in self.items()},
            **{figure: getattr(self, figure) for figure in figures},
        }
