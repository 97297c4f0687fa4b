"""An achievement distribution as bars."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from retroach_async.models import AchievementDistribution

_MOST_ROWS = 40
"""A larger set is drawn in steps, so that it fits on a screen."""
_NARROWEST, _WIDEST = 10, 48
_NUMBERS = 32
"""The width of the numbers beside a bar."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR, _MASTERY = "cyan", "bold yellow"


def bars(spread: AchievementDistribution, width: int, *, ascii_only: bool = False) -> RenderableType:
    """A bar for each number of unlocks, and the summary below; all of it no wider than `width`."""
    if not spread.total_players:
        return Text("Nobody holds an unlock, there is nothing to unlock, or there is no such game.")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("unlocks", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("players", justify="right", no_wrap=True)
    table.add_column("share", justify="right", no_wrap=True)
    rows = list(_rows(spread))
    most, cells = max(players for _, players, _ in rows), min(max(width - _NUMBERS, _NARROWEST), _WIDEST)
    for label, players, is_mastery in rows:
        style = _MASTERY if is_mastery else _BAR
        table.add_row(
            Text(label, style if is_mastery else ""),
            Text(bar(players / most, cells, ascii_only=ascii_only), style),
            Text(f"{players:,}", style if is_mastery else ""),
            Text(f"{players / spread.total_players:.1%}", style if is_mastery else "dim"),
        )
    return Group(table, Text(), summary(spread))


def summary(spread: AchievementDistribution) -> Text:
    """Mastery, median and mean, on two lines."""
    rarity = round(1 / spread.mastery_rate) if spread.mastery_count else 0
    mastered = f"{spread.mastery_count:,} of {spread.total_players:,} players hold all {spread.achievement_count}"
    text = Text(f"{mastered}: {spread.mastery_rate:.2%}", _MASTERY)
    text.append(f", one in {rarity:,}" if rarity else ", nobody yet", _MASTERY)
    text.append(f"\nmedian {spread.median:g}, mean {spread.mean:.2f} unlocks a player", "default not bold")
    return text


def bar(share: float, width: int, *, ascii_only: bool = False) -> str:
    """A bar of at most `width` cells, drawn in eighths of a cell; a share above 0 is always visible."""
    if ascii_only:
        return "#" * max(round(share * width), share > 0)
    whole, eighths = divmod(max(round(share * width * 8), share > 0), 8)
    return "█" * whole + (_EIGHTHS[eighths] if eighths else "")


def _rows(spread: AchievementDistribution) -> Iterator[tuple[str, int, bool]]:
    """Label and players of each bar; the last one, mastery, always stands alone."""
    last = spread.achievement_count
    step = -(-last // _MOST_ROWS)
    for first in range(1, last, step):
        until = min(first + step, last)
        label = str(first) if until - first == 1 else f"{first}-{until - 1}"
        yield label, sum(spread[count] for count in range(first, until)), False
    yield f"all {last}", spread.mastery_count, True
