"""The frame of every picture: the canvas, the lines at its top, and the note below."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from retroach_async.charts.scene import Dot, Part, Text
from retroach_async.charts.widths import cut, fitted, width_of

MARGIN = 48.0
GAP = 28.0
LEGEND_Y = 154.0
"""The line of the legend."""
SMALL = 22.0
"""The size of the smallest letters: read with ease where a chat program shows the picture at half its width."""
_DRAWN_FOR = (1200, 630)
_TITLE_SIZE, _LEAST_TITLE, _LINE_SIZE, _RARITY_SIZE = 42.0, 26.0, 25.0, 56.0
_TITLE_Y, _LINE_Y = 68.0, 108.0
_SIDE = 0.45
"""The most that the right side takes of the width."""


@frozen
class Canvas:
    """The space for a picture in units of its own: 1200 x 630 of them, and more on one side of other formats."""

    width: float
    height: float
    pixels: float
    """The length of a unit in px."""

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - MARGIN


def canvas(size: tuple[int, int]) -> Canvas:
    """The canvas for a size in px; letters and bars grow with the picture."""
    pixels = min(size[0] / _DRAWN_FOR[0], size[1] / _DRAWN_FOR[1])
    return Canvas(size[0] / pixels, size[1] / pixels, pixels)


def heading(space: Canvas, title: str, line: str, number: str = "", about: str = "") -> Iterator[Text]:
    """A title and a line below on the left; a large number and a line below on the right."""
    side = (space.width - 2 * MARGIN) * _SIDE
    number, size = fitted(number, _RARITY_SIZE, side, least=26, bold=True)
    about, below = fitted(about, _LINE_SIZE, side, least=SMALL)
    if number:
        yield Text(space.right, _TITLE_Y, number, size, "gold", "end", bold=True)
    if about:
        yield Text(space.right, _LINE_Y, about, below, "quiet", "end")
    room = space.width - 2 * MARGIN
    title_room = room - (width_of(number, size, bold=True) + GAP if number else 0)
    line_room = room - (width_of(about, below) + GAP if about else 0)
    title, size = fitted(title, _TITLE_SIZE, title_room, least=_LEAST_TITLE, bold=True)
    line, below = fitted(line, _LINE_SIZE, line_room, least=SMALL)
    if title:
        yield Text(MARGIN, _TITLE_Y, title, size, bold=True)
    if line:
        yield Text(MARGIN, _LINE_Y, line, below, "quiet")


def footing(space: Canvas, words: str, note: str) -> Iterator[Text]:
    """The words about the axis on the left, and the note on the right."""
    y = space.height - 30
    note = cut(note, SMALL, (space.width - 2 * MARGIN) * 0.4)
    words = cut(words, SMALL, space.width - 2 * MARGIN - width_of(note, SMALL) - GAP)
    if words:
        yield Text(MARGIN, y, words, SMALL, "quiet")
    if note:
        yield Text(space.right, y, note, SMALL, "quiet", "end")


def legend(entries: list[tuple[str, str]]) -> Iterator[Part]:
    """Dots in the colours of the bars, each with its words."""
    x = MARGIN
    for ink, words in entries:
        yield Dot(x + 8, LEGEND_Y - 8, 8, ink)
        yield Text(x + 26, LEGEND_Y, words, SMALL, "quiet")
        x += 26 + width_of(words, SMALL) + GAP
