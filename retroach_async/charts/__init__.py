"""Pictures of achievement distributions, ready to be posted: SVG by itself, PNG with the extra `[charts]`.

`AchievementDistribution` draws itself; `compare_svg` and `compare_png` draw several games. A picture says how rare
mastery is in words, and has room for any title. This room knows numbers and texts only, and no models. What draws is
loaded for the first picture.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from retroach_async._lazy import LazyModule
from retroach_async.charts.themes import ThemeName

if TYPE_CHECKING:
    from retroach_async.charts import drawing
else:
    drawing = LazyModule("retroach_async.charts.drawing")

NOTE = "retroachievements.org"
"""The note below a picture, unless the caller has another one."""
SIZE = (1200, 630)
"""The width and height of a picture in px, as chat programs and social networks like it."""

_STILL_THERE = "Players still there"


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
    return drawing.compared(games, title, note, theme, size).svg()


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
    return drawing.compared(games, title, note, theme, size).png(scale, fonts)
