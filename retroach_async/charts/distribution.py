"""The picture of one distribution: a bar for each number of unlocks, mastery in gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import Factory, frozen

from retroach_async.charts.frame import LEGEND_Y, MARGIN, SMALL, Canvas, canvas, footing, heading, legend
from retroach_async.charts.grouping import Group, grouped, levels, step_for, ticks
from retroach_async.charts.marks import ROW, drawn, placed, rows_of
from retroach_async.charts.scene import Area, Bar, Line, Part, Scene, Text
from retroach_async.charts.widths import width_of
from retroach_async.charts.words import counted, rarity

_MOST_BARS, _MOST_PAIRS = 90, 50
_MOST_NUMBERED = 20
"""More bars than that have no numbers, but for the last."""
_WIDEST_BAR = 110.0
_LEAST_HEIGHT = 2.0
"""The height of a bar for few players in px: there are some."""
_HEADROOM = 38.0
"""The space above the highest bar, for its number."""
_BELOW = 100.0
"""The space below the bars, for the numbers and words of their axis."""
_GRID, _MOST_LINES = 40.0, 4
"""The least distance of two grid lines, and the most of them above the axis."""
_NUMBER, _LAST_NUMBER = 22.0, 26.0
_APART = 8.0
"""The least space between two numbers of the axis."""


@frozen(kw_only=True)
class Counts:
    """All that is drawn: numbers of players, and texts that are clean already."""

    players: Sequence[int]
    casual: Sequence[int] | None = None
    """Players by their casual-only unlocks, as long as `players`."""
    hardcore: bool = True
    promoted: bool = True
    title: str = ""
    system: str = ""
    note: str = ""
    marks: Mapping[str, int] = Factory(dict)

    @property
    def mode(self) -> str:
        """The counted unlocks in a word."""
        return "hardcore" if self.hardcore else "casual only"

    @property
    def facts(self) -> str:
        """The line below the title."""
        kind = "achievement" if self.promoted else "unpromoted achievement"
        return "  ·  ".join(fact for fact in (self.system, self.mode, counted(len(self.players), kind)) if fact)

    @property
    def mastery(self) -> str:
        """The number of masters in words."""
        total = sum(self.players)
        verb = "mastered it" if self.hardcore else f"hold all {len(self.players):,}"
        if not self.players[-1]:
            return counted(total, "player") if total else ""
        return f"{self.players[-1]:,} of {counted(total, 'player')} {verb}"


def scene(counts: Counts, size: tuple[int, int]) -> Scene:
    """The picture in units of its canvas; one that says so where there is nothing to draw."""
    space = canvas(size)
    if not counts.players:
        return _nothing(counts, space)
    number = rarity(counts.players[-1], sum(counts.players))
    pair = counts.casual is not None
    step = step_for(len(counts.players), _MOST_PAIRS if pair else _MOST_BARS)
    series = [grouped(counts.players, step), *([] if counts.casual is None else [grouped(counts.casual, step)])]
    words = "unlocks" if step == 1 else f"unlocks, {step} to a bar; the last bar is all {len(counts.players):,}"
    return Scene(
        space.width,
        space.height,
        f"{_prefix(counts)}players by their number of unlocks; {number} hold all {len(counts.players):,}",
        [
            *heading(space, counts.title, counts.facts, number, counts.mastery),
            *legend(_legend(counts)),
            *_Plot(space, counts, series).parts(),
            *footing(space, words, counts.note),
        ],
    )


def _prefix(counts: Counts) -> str:
    """The title before the words for those who do not see the picture."""
    return f"{counts.title}: " if counts.title else ""


def _legend(counts: Counts) -> list[tuple[str, str]]:
    mastery = ("mastery", f"all {len(counts.players):,}{': mastery' if counts.hardcore else ''}")
    if counts.casual is not None:
        return [("bar", "players, hardcore"), ("casual", "players, casual only"), mastery]
    return [("bar", "players by number of unlocks"), mastery] if len(counts.players) > 1 else [mastery]


def _nothing(counts: Counts, space: Canvas) -> Scene:
    words = "There are no achievements to unlock."
    y = space.height / 2
    return Scene(
        space.width,
        space.height,
        f"{_prefix(counts)}{words}",
        [
            *heading(space, counts.title, "  ·  ".join(fact for fact in (counts.system, counts.mode) if fact)),
            Text(space.width / 2, y + 10, words, 36, "text", "middle", bold=True),
            Text(space.width / 2, y + 52, "Nobody can be counted yet.", 25, "quiet", "middle"),
            *footing(space, "", counts.note),
        ],
    )


class _Plot:
    """The bars, their axes and the marks of players."""

    def __init__(self, space: Canvas, counts: Counts, series: Sequence[Sequence[Group]]) -> None:
        self._space, self._counts, self._series = space, counts, series
        self._highest = max(group.players for groups in series for group in groups)
        self._left = MARGIN + width_of(f"{self._highest:,}", SMALL) + 14
        self._slot = (space.right - self._left) / len(series[0])
        self._bar = min(self._slot * 0.82 / len(series), _WIDEST_BAR)
        self._marks = placed(counts.marks, counts.players, self._x_of, space.width / 2)
        self._rows_top = LEGEND_Y + 18
        self._top = self._rows_top + rows_of(self._marks) * ROW
        self._bottom = space.height - _BELOW
        self._height = self._bottom - self._top - _HEADROOM
        """The height of the highest bar."""

    def parts(self) -> Iterator[Part]:
        """Everything, those behind first."""
        bars = [bar for nth, groups in enumerate(self._series) for bar in self._bars(nth, groups)]
        numbers = self._numbers(bars)
        yield from self._grid()
        yield from bars
        yield from numbers
        yield from self._axis()
        if not sum(group.players for groups in self._series for group in groups):
            middle = ((self._left + self._space.right) / 2, (self._top + self._bottom) / 2)
            yield Text(*middle, "Nobody has unlocked anything yet.", 30, "quiet", "middle")
        yield from drawn(self._marks, self._rows_top, self._bottom, numbers)

    def _x_of(self, unlocks: int) -> float:
        """The middle of the bar that counts a player; the axis for one without an unlock."""
        for nth, group in enumerate(self._series[0]):
            if group.first <= unlocks <= group.last:
                return self._middle(nth)
        return self._left

    def _middle(self, nth: int) -> float:
        return self._left + (nth + 0.5) * self._slot

    def _y(self, players: int) -> float:
        return self._bottom - players * self._height / max(self._highest, 1)

    def _bars(self, nth: int, groups: Sequence[Group]) -> Iterator[Bar]:
        """The bars of one kind, beside those of the other; there is none for nobody."""
        kind, last = ("bar" if nth == 0 else "casual"), len(self._counts.players)
        for place, group in enumerate(groups):
            left = self._middle(place) + (nth - len(self._series) / 2) * self._bar
            top = min(self._y(group.players), self._bottom - _LEAST_HEIGHT / min(self._space.pixels, 1))
            ink = "mastery" if kind == "bar" and group.last == last else kind
            noun = "unlock" if group.unlocks == "1" else "unlocks"
            words = f"{group.unlocks} {noun}{' casual only' if nth else ''}: {counted(group.players, 'player')}"
            if group.players:
                yield Bar(Area(left, top, left + self._bar, self._bottom), ink, words)

    def _numbers(self, bars: Sequence[Bar]) -> list[Text]:
        """The number above each bar where there are few, and above the last one anyway."""
        groups = self._series[0]
        room = self._slot - 6
        is_roomy = len(self._series) == 1 and len(groups) <= _MOST_NUMBERED
        few = is_roomy and all(width_of(f"{group.players:,}", _NUMBER) <= room for group in groups)
        numbers = [self._number(nth, group, bars) for nth, group in enumerate(groups[:-1]) if few and group.players]
        last = self._number(len(groups) - 1, groups[-1], bars, is_last=True)
        return [*(each for each in numbers if not each.area.meets(last.area)), last]

    def _number(self, nth: int, group: Group, bars: Sequence[Bar], *, is_last: bool = False) -> Text:
        """The number of a bar, above all bars that it would meet."""
        words, size = f"{group.players:,}", _LAST_NUMBER if is_last else _NUMBER
        half = width_of(words, size, bold=is_last) / 2
        middle = self._middle(nth) - (len(self._series) - 1) * self._bar / 2
        x = min(middle, self._space.right - half)
        tops = [bar.area.top for bar in bars if bar.area.left < x + half and x - half < bar.area.right]
        y = min([*tops, self._bottom]) - 8
        return Text(x, y, words, size, "gold" if is_last else "quiet", "middle", bold=is_last, halo=is_last)

    def _grid(self) -> Iterator[Part]:
        for level in levels(self._highest, max(1, min(int(self._height / _GRID), _MOST_LINES))):
            y = self._y(level)
            yield Line(self._left, y, self._space.right, y, "quiet" if level == 0 else "grid")
            yield Text(self._left - 14, y + 8, f"{level:,}", SMALL, "quiet", "end")

    def _axis(self) -> Iterator[Text]:
        """The numbers of unlocks below the bars: the last one first, and of the others those that leave it room."""
        groups, y, whole = self._series[0], self._bottom + 34, len(self._counts.players)
        numbered = len(groups) <= _MOST_NUMBERED and whole == len(groups)
        words, neighbour = f"all {whole:,}", width_of(f"{whole - 1:,}", SMALL)
        if numbered and (width_of(words, SMALL, bold=True) + neighbour) / 2 + _APART > self._slot:
            words = f"{whole:,}"
        half = width_of(words, SMALL, bold=True) / 2
        x = min(self._middle(len(groups) - 1), self._space.right - half)
        last = Text(x, y, words, SMALL, "gold", "middle", bold=True)
        yield last
        limit, reached = last.area.left - _APART, 0.0
        every = 1 if numbered else ticks(whole)
        for nth, group in enumerate(groups[:-1]):
            text = Text(self._middle(nth), y, f"{group.last:,}", SMALL, "quiet", "middle")
            wanted = group.last % every == 0 or group.last == 1
            if wanted and text.area.right <= limit and text.area.left >= reached:
                reached = text.area.right + _APART
                yield text
