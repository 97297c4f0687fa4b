"""From numbers and texts to a picture that can be written or drawn."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from attrs import frozen

from retroach_async.charts import compare, distribution
from retroach_async.charts.checking import fonts_of, games_of, marks_of, scale_of, size_of, text_of, theme_of
from retroach_async.charts.png import rasterised
from retroach_async.charts.scene import Scene
from retroach_async.charts.svg import written
from retroach_async.charts.themes import ThemeName


@frozen
class Picture:
    """A picture that can be written as SVG or drawn as PNG."""

    scene: Scene
    colours: Mapping[str, str]
    size: tuple[int, int]

    def svg(self) -> str:
        """The picture as SVG."""
        return written(self.scene, self.colours, self.size)

    def png(self, scale: float, fonts: Sequence[str | os.PathLike[str]]) -> bytes:
        """The picture as PNG, `scale` times as large."""
        size = scale_of(scale, self.size)
        return rasterised(self.svg(), [text.text for text in self.scene.texts], size, fonts_of(fonts))


def of_distribution(
    players: Sequence[int],
    *,
    casual: Sequence[int] | None,
    hardcore: bool,
    promoted: bool,
    title: str | None,
    system: str | None,
    note: str | None,
    marks: Mapping[str, int] | None,
    theme: ThemeName,
    size: tuple[int, int],
) -> Picture:
    """The picture of one distribution: numbers of players with exactly 1, 2, ... unlocks."""
    counts = distribution.Counts(
        players=players,
        casual=casual,
        hardcore=hardcore,
        promoted=promoted,
        title=text_of("title", title),
        system=text_of("system", system),
        note=text_of("note", note),
        marks=marks_of(marks, len(players)),
    )
    colours, sides = theme_of(theme), size_of(size)
    return Picture(distribution.scene(counts, sides), colours, sides)


def compared(
    games: Mapping[str, Mapping[int, int]],
    title: str | None,
    note: str | None,
    theme: ThemeName,
    size: tuple[int, int],
) -> Picture:
    """The picture of several games in one."""
    named = games_of(games, compare.MOST_GAMES)
    colours, sides = theme_of(theme), size_of(size)
    return Picture(compare.scene(named, text_of("title", title), text_of("note", note), sides), colours, sides)
