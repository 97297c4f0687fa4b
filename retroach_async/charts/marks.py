"""Players in a picture: a dashed line each, with a label in a row of its own where there is no room beside others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from retroach_async.charts.scene import Anchor, Area, Line, Part, Text
from retroach_async.charts.widths import clean, cut
from retroach_async.charts.words import top

MOST = 8
"""More players than that leave no room for the bars."""
ROW = 33.0
"""The height of a row of labels."""
_SIZE = 22.0
_NAME_ROOM = 240.0
_BESIDE = 9.0
"""The space between a line and its label."""


@frozen
class Mark:
    """A player's line and label, before the label has its place from above."""

    x: float
    label: str
    anchor: Anchor
    row: int

    def text(self, top: float) -> Text:
        """The label, in rows that begin at `top`."""
        x = self.x + (_BESIDE if self.anchor == "start" else -_BESIDE)
        return Text(x, top + self.row * ROW + _SIZE, self.label, _SIZE, "mark", self.anchor, bold=True, halo=True)


def placed(marks: Mapping[str, int], players: Sequence[int], x_of: Callable[[int], float], middle: float) -> list[Mark]:
    """The marks with their labels on the side that has more room, each in the first row where it is not in the way.

    From the sides to the middle, so that a label finds its row below the lines and labels that it would meet.
    """
    found: list[Mark] = []
    sides = ((x_of(unlocks), name, unlocks) for name, unlocks in marks.items())
    for x, name, unlocks in sorted(sides, key=lambda side: (-abs(side[0] - middle), side)):
        anchor: Anchor = "start" if x <= middle else "end"
        rows = [Mark(x, _label(name, unlocks, players), anchor, row) for row in range(MOST)]
        apart = [mark for mark in rows if not any(mark.text(0).area.meets(other.text(0).area) for other in found)]
        found.append(next((mark for mark in apart if not any(_crossed(mark, other) for other in found)), apart[0]))
    return found


def _label(name: str, unlocks: int, players: Sequence[int]) -> str:
    at_least = sum(players[max(unlocks, 1) - 1 :])
    place = f", {top(at_least, sum(players))}" if unlocks and at_least else ""
    return f"{cut(clean(name), _SIZE, _NAME_ROOM, bold=True)}: {unlocks:,}{place}"


def _crossed(mark: Mark, other: Mark) -> bool:
    """True when the line of one, from its row down, goes through the label of the other."""
    area, before = mark.text(0).area, other.text(0).area
    return (mark.row <= other.row and before.left <= mark.x <= before.right) or (
        other.row <= mark.row and area.left <= other.x <= area.right
    )


def drawn(marks: Sequence[Mark], top: float, bottom: float, numbers: Sequence[Text]) -> Iterator[Part]:
    """The lines, which end above the number of a bar, and the labels before them."""
    for mark in marks:
        start = top + mark.row * ROW + 2
        yield Line(mark.x, start, mark.x, _end(mark.x, bottom, [each.area for each in numbers]), "mark", 2, dashed=True)
    for mark in marks:
        yield mark.text(top)


def _end(x: float, bottom: float, numbers: Sequence[Area]) -> float:
    return min((area.top for area in numbers if area.left - 2 <= x <= area.right + 2), default=bottom)


def rows_of(marks: Sequence[Mark]) -> int:
    """The number of rows that the labels fill."""
    return max((mark.row + 1 for mark in marks), default=0)
