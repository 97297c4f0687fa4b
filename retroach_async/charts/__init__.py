"""Pictures of achievement distributions, ready to be posted: SVG by itself, PNG with the extra `[charts]`.

`AchievementDistribution` draws itself; `compare_svg` and `compare_png` draw several games. A picture says how rare
mastery is in words, and has room for any title. This room knows numbers and texts only, and no models.
"""

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

NOTE = "retroachievements.org"
"""The note below a picture, unless the caller has another one."""
SIZE = (1200, 630)
"""The width and height of a picture in px, as chat programs and social networks like it."""

_STILL_THERE = "Players still there"


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


def compare_svg(
    games: Mapping[str, Mapping[int, int]],
    *,
    title: str | None = _STILL_THERE,
    theme: ThemeName = "dark",
    size: tuple[int, int] = SIZE,
    note: str | None = NOTE,
) -> str:
    """Several games in one picture, as SVG: the share of players who are still there, by the share of the set.

    `games` has the distribution of each game by its title, up to six; their sets may differ in size. Returns the
    text of an SVG file, the same for the same arguments. Raises `ConfigurationError` for a wrong argument.
    """
    return _compared(games, title, note, theme, size).svg()


def compare_png(
    games: Mapping[str, Mapping[int, int]],
    *,
    title: str | None = _STILL_THERE,
    theme: ThemeName = "dark",
    size: tuple[int, int] = SIZE,
    note: str | None = NOTE,
    scale: float = 1,
    fonts: Sequence[str | os.PathLike[str]] = (),
) -> bytes:
    """The picture of `compare_svg` as PNG, size times scale. It needs the extra `[charts]`.

    Drawing takes about 50 ms at scale 1, and other threads stand still meanwhile. `fonts` are files of fonts for
    letters that the shipped ones lack. Raises `ConfigurationError` for a wrong argument and without the extra.
    """
    return _compared(games, title, note, theme, size).png(scale, fonts)


def _compared(
    games: Mapping[str, Mapping[int, int]],
    title: str | None,
    note: str | None,
    theme: ThemeName,
    size: tuple[int, int],
) -> Picture:
    named = games_of(games, compare.MOST_GAMES)
    colours, sides = theme_of(theme), size_of(size)
    return Picture(compare.scene(named, text_of("title", title), text_of("note", note), sides), colours, sides)
