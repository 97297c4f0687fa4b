"""The parts of a picture, with places in pixels; how they are written down is for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from attrs import frozen

from retroach_async.charts.widths import width_of

Ink = str
"""The name of a colour of a theme."""
Anchor = Literal["start", "middle", "end"]

_ABOVE, _BELOW = 0.93, 0.24
"""The letters' reach above and below their line, as a share of their size."""


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """True when the two have a place in common."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and not (self.bottom <= other.top or other.bottom <= self.top)


@frozen
class Bar:
    """A bar, and the words that a browser shows when one points at it."""

    area: Area
    ink: Ink
    words: str


@frozen
class Text:
    """A text on one line."""

    x: float
    y: float
    """The line on which its letters stand."""
    text: str
    size: float
    ink: Ink = "text"
    anchor: Anchor = "start"
    bold: bool = False
    halo: bool = False
    """True for a text that may stand before lines."""

    @property
    def area(self) -> Area:
        """The rectangle that the text fills at most."""
        width = width_of(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Area(left, self.y - _ABOVE * self.size, left + width, self.y + _BELOW * self.size)


@frozen
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    width: float = 1.5
    dashed: bool = False


@frozen
class Dot:
    """A dot of a legend."""

    x: float
    y: float
    radius: float
    ink: Ink


@frozen
class Curve:
    """A line through many points."""

    points: Sequence[tuple[float, float]]
    ink: Ink


Part = Bar | Text | Line | Dot | Curve


@frozen
class Scene:
    """A picture before it has colours: its parts, those behind first."""

    width: float
    height: float
    caption: str
    """The picture in a sentence, for those who do not see it."""
    parts: Sequence[Part]

    @property
    def texts(self) -> list[Text]:
        """The texts of the picture."""
        return [part for part in self.parts if isinstance(part, Text)]

    @property
    def bars(self) -> list[Bar]:
        """The bars of the picture."""
        return [part for part in self.parts if isinstance(part, Bar)]
