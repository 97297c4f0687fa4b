"""The screen of the demo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from attrs import frozen
from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from retroach_async.cli.bars import bars
from retroach_async.cli.progress import Bar
from retroach_async.cli.tally import Tally
from retroach_async.cli.terminal import printable, put, stdout
from retroach_async.models import AchievementDistribution, Game, GameListEntry

_WIDEST = 84
_IN_A_PIPE = 80
_INDENT = 2

_ONE_CALL = "spread = await ra.get_achievement_distribution(14402, hardcore=True)"
_MANY_CALLS = """\
calls = ra.batch(ra.get_achievement_distribution, game_ids, hardcore=True)
async with calls as outcomes:
    async for outcome in outcomes:
        ..."""


_NEXT = {
    "retroach serve": "an emulator, for which no key is needed",
    "retroach login": "keep your own key",
    "retroach whoami": "see that it works",
    "retroach find dragster --system 2600": "games by their titles",
    "retroach get-user-summary MaxMilyin": "one call",
    "retroach batch get-game 1 2 3 --csv": "many calls",
    "retroach watch unlocks MaxMilyin": "new unlocks as they come",
    "retroach endpoints": "everything there is",
}
"""Commands to try after the demo."""


@frozen(kw_only=True)
class Totals:
    """Facts about the batch after its end."""

    tally: Tally
    keys: Sequence[int]
    """The ids that were asked for."""
    hardest: GameListEntry | None
    """The game of the tally's hardest distribution."""
    seconds: float
    sent: int
    """Requests, the repeated ones included."""
    faults: Sequence[str] | None
    """The faults that were put in; None where the emulator is not the demo's own."""
    refused: int | None
    """Requests that the limiter of the demo's own emulator refused."""


class Screen:
    """A screen for the acts of the demo, narrow enough to read well."""

    def __init__(self) -> None:
        self._console = stdout()
        self._console.width = min(self._console.width, _WIDEST) if self._console.is_terminal else _IN_A_PIPE

    def opening(self, base_url: str, *, is_ours: bool) -> None:
        """Print the title, and the address of the emulator."""
        self._console.print()
        self._print(Text("retroach_async", "bold magenta").append("  the demo", "not bold default"))
        emulator = "An emulator of RetroAchievements, started for this," if is_ours else "Your emulator"
        self._print(Text(f"{emulator} answers at\n{printable(base_url)}", "dim"))

    def one_call(self, game: Game, spread: AchievementDistribution) -> None:
        """Print the act about one awaited call."""
        self._act("One call", _ONE_CALL)
        title = Text(printable(game.title), "bold")
        title.append(f"  {_system(game)}, players by hardcore unlocks\n", "not bold dim")
        self._print(title)
        self._print(bars(spread, self._console.width - 2 * _INDENT, ascii_only=self._console.options.ascii_only))

    @contextmanager
    def many_calls(self, total: int) -> Iterator[Bar]:
        """Print the act about many calls, with a bar that shows their progress."""
        self._act(f"{total} calls", _MANY_CALLS)
        with Bar(self._console, total, "  distributions") as bar:
            yield bar
        self._console.print()

    def totals(self, report: Totals) -> None:
        """Print the answers of the batch and its cost."""
        grid = Table.grid(padding=(0, _INDENT))
        grid.add_column(style="cyan", no_wrap=True)
        grid.add_column()
        for label, fact in _facts(report):
            grid.add_row(label, fact)
        self._print(grid)
        self._console.print()

    def next_steps(self) -> None:
        """Print what to try next."""
        self._act("Next")
        grid = Table.grid(padding=(0, _INDENT))
        grid.add_column(style="cyan", no_wrap=True)
        grid.add_column()
        for command, purpose in _NEXT.items():
            grid.add_row(command, purpose)
        self._print(grid)
        self._console.print()

    def _act(self, title: str, code: str = "") -> None:
        self._console.print()
        put(self._console, Rule(Text(title, "bold"), align="left", style="dim"))
        self._console.print()
        if code:
            self._print(Syntax(code, "python", theme="ansi_dark", background_color="default", word_wrap=True))
            self._console.print()

    def _print(self, what: RenderableType) -> None:
        put(self._console, Padding(what, (0, _INDENT)))


def _facts(report: Totals) -> Iterator[tuple[str, RenderableType]]:
    tally, mismatched = report.tally, report.tally.mismatched(report.keys)
    yield "answers", f"{tally.games:,} distributions, {tally.empty:,} empty: an id that no game has"
    yield "players", f"{tally.players:,} counted"
    if tally.hardest and report.hardest:
        yield "hardest", _hardest(report.hardest, tally.hardest)
    yield "time", f"{report.seconds:.1f} s, {len(report.keys) / report.seconds:,.0f} answers a second"
    yield "requests", f"{report.sent:,} sent, {report.sent - len(report.keys):,} of them a second time"
    if report.faults is None:
        yield "faults", "none put in: this emulator is not the demo's own"
    else:
        yield "faults", f"{', '.join(report.faults)}: each tried again"
    if report.refused is not None:
        yield "limit", f"200 requests a second, {report.refused:,} refused for being too many"
    if tally.errors:
        yield "failed", Text(f"{len(tally.errors)}, e.g. {printable(str(tally.errors[0]))}", "red")
    if mismatched:
        yield "lost", Text(f"ids without exactly one outcome: {', '.join(map(str, mismatched))}", "red")
    else:
        yield "lost", Text(f"none: {len(report.keys):,} ids in, {tally.seen.total():,} outcomes out", "bold green")


def _system(game: Game | GameListEntry) -> str:
    return printable(game.system_name or "unknown system")


def _hardest(game: GameListEntry, spread: AchievementDistribution) -> Text:
    text = Text(printable(game.title), "bold")
    return text.append(
        f" ({_system(game)}): {spread.mastery_count:,} of {spread.total_players:,} players hold all"
        f" {spread.achievement_count}, {spread.mastery_rate:.2%}",
        "not bold",
    )
