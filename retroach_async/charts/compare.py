"""The picture of several games: the share of players who are still there, by the share of the set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retroach_async.charts.frame import GAP, MARGIN, SMALL, Canvas, canvas, footing, heading
from retroach_async.charts.scene import Curve, Dot, Line, Part, Scene, Text
from retroach_async.charts.widths import cut, fitted, width_of
from retroach_async.charts.words import counted, rarity

MOST_GAMES = 6
_MOST_STEPS = 100
_TOP, _BELOW = 156.0, 100.0
_SIDE = 390.0
"""The width of the names on the right."""
_ROW = 66.0


def scene(games: Sequence[tuple[str, Sequence[int]]], title: str, note: str, size: tuple[int, int]) -> Scene:
    """The picture in units of its canvas."""
    space = canvas(size)
    return Scene(
        space.width,
        space.height,
        f"{title}: {', '.join(name for name, _ in games)}",
        [
            *heading(space, title, "players with at least so much of the set, of those with an unlock"),
            *_grid(space),
            *(part for nth, (_, players) in enumerate(games) for part in _curve(space, nth, players)),
            *(part for nth, game in enumerate(games) for part in _name(space, nth, *game)),
            *footing(space, "share of the set", note),
        ],
    )


def _left() -> float:
    return MARGIN + width_of("100%", SMALL) + 14


def _right(space: Canvas) -> float:
    return space.right - _SIDE - GAP


def _place(space: Canvas, x: float, y: float) -> tuple[float, float]:
    """The place of a share of the set and a share of the players."""
    bottom = space.height - _BELOW
    return _left() + x * (_right(space) - _left()), bottom - y * (bottom - _TOP)


def _grid(space: Canvas) -> Iterator[Part]:
    for quarter in range(5):
        x, y = _place(space, quarter / 4, quarter / 4)
        yield Line(_left(), y, _right(space), y, "grid" if quarter else "quiet")
        yield Text(_left() - 14, y + 8, f"{quarter / 4:.0%}", SMALL, "quiet", "end")
        yield Text(x, space.height - _BELOW + 34, f"{quarter / 4:.0%}", SMALL, "quiet", "middle")


def _curve(space: Canvas, nth: int, players: Sequence[int]) -> Iterator[Part]:
    """The share of players who are left, in steps from all of them down to the masters."""
    total, achievements = sum(players), len(players)
    if not total:
        return
    every = -(-achievements // _MOST_STEPS)
    left, points, before = total, [_place(space, 0, 1)], 0.0
    for unlocks, lost in enumerate(players, 1):
        if unlocks % every == 0 or unlocks in {1, achievements}:
            share = unlocks / achievements
            points += [_place(space, before, left / total), _place(space, share, left / total)]
            before = share
        left -= lost
    yield Curve(points, f"curve{nth + 1}")


def _name(space: Canvas, nth: int, name: str, players: Sequence[int]) -> Iterator[Part]:
    """A game's name in its colour, with the rarity of its mastery below."""
    left, y = space.right - _SIDE, _TOP + 18 + nth * _ROW
    total = sum(players)
    number = rarity(players[-1], total) if players else "no achievements"
    about = f"{number}, {counted(total, 'player')}" if total else number
    name, size = fitted(name, 26, _SIDE - 30, least=SMALL, bold=True)
    yield Dot(left + 10, y - 9, 10, f"curve{nth + 1}")
    if name:
        yield Text(left + 30, y, name, size, bold=True)
    yield Text(left + 30, y + 28, cut(about, SMALL, _SIDE - 30), SMALL, "quiet")
