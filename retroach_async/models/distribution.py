"""The achievement distribution of a game."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from attrs import field

from retroach_async import charts
from retroach_async.charts import drawing
from retroach_async.charts.themes import ThemeName
from retroach_async.errors import ConfigurationError
from retroach_async.models._model import Model, frozen
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

    def svg(
        self,
        *,
        title: str | None = None,
        system: str | None = None,
        casual: AchievementDistribution | None = None,
        theme: ThemeName = "dark",
        marks: Mapping[str, int] | None = None,
        size: tuple[int, int] = charts.SIZE,
        note: str | None = charts.NOTE,
    ) -> str:
        """A picture as SVG: a bar for each number of unlocks, mastery in gold, and its rarity in words.

        `title` and `system` name the game; any text is safe, and one that is too long ends in an ellipsis.
        `casual` is the game's casual-only distribution, drawn beside a hardcore one. `marks` are up to eight
        players with their unlocks: `{"MaxMilyin": 71}`. `size` is the width and height in px, from 200 to 4,000.
        Above 90 achievements (50 with `casual`) a bar counts several numbers of unlocks; mastery always stands
        alone.

        Returns the text of an SVG file, the same for the same arguments. Raises `ConfigurationError` for a wrong
        argument.
        """
        return self._picture(casual, title=title, system=system, note=note, marks=marks, theme=theme, size=size).svg()

    def png(
        self,
        *,
        title: str | None = None,
        system: str | None = None,
        casual: AchievementDistribution | None = None,
        theme: ThemeName = "dark",
        marks: Mapping[str, int] | None = None,
        size: tuple[int, int] = charts.SIZE,
        note: str | None = charts.NOTE,
        scale: float = 1,
        fonts: Sequence[str | os.PathLike[str]] = (),
    ) -> bytes:
        """The picture of `svg` as PNG, size times scale; `scale` is 0.25 to 4. It needs the extra `[charts]`.

        Drawing takes about 50 ms at scale 1 and three times as long at 2, and other threads stand still
        meanwhile. Latin letters are drawn in a shipped font; for others the fonts of the machine are searched,
        after the files in `fonts`. Raises `ConfigurationError` for a wrong argument and without the extra.
        """
        return self._picture(casual, title=title, system=system, note=note, marks=marks, theme=theme, size=size).png(
            scale, fonts
        )

    def _repr_svg_(self) -> str:
        """The picture that a notebook shows."""
        return self.svg()

    def _picture(self, casual: AchievementDistribution | None, *, title: str | None, **look: Any) -> drawing.Picture:
        """The picture, as `of_distribution` takes its look."""
        return drawing.of_distribution(
            self.players,
            casual=None if casual is None else self._beside(casual),
            hardcore=self.hardcore,
            promoted=self.flags != AchievementFlags.UNOFFICIAL,
            title=f"Game {self.game_id}" if title is None else title,
            **look,
        )

    def _beside(self, casual: object) -> tuple[int, ...]:
        """The casual-only players of the same set; nobody where that distribution is empty."""
        if not isinstance(casual, AchievementDistribution) or casual.hardcore or not self.hardcore:
            raise ConfigurationError("casual must be a casual-only distribution, to be drawn beside a hardcore one")
        if casual.game_id != self.game_id or casual.flags != self.flags:
            raise ConfigurationError("casual must be a distribution of the same game and the same achievements")
        if casual.players and len(casual.players) != len(self.players):
            raise ConfigurationError("casual must be a distribution of the same set: this one is of another size")
        return casual.players or (0,) * len(self.players)

    def to_dict(self) -> dict[str, Any]:
        """The arguments, the counts with text as keys, and the figures computed from the counts."""
        figures = ("achievement_count", "total_players", "mastery_count", "mastery_rate", "median", "mean")
        return {
            **super().to_dict(),
            "players": {str(unlocks): players for unlocks, players in self.items()},
            **{figure: getattr(self, figure) for figure in figures},
        }
