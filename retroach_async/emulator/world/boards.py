"""Leaderboards and their entries."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import define, field

from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.progress import Progress

_HIDDEN_PLACE = 6
"""The sixth leaderboard of a game is hidden."""
_EMPTY_PLACE = 4
"""The fourth leaderboard of a game is not promoted and has no entries."""
_UNDATED_EVERY = 9
"""One of so many entries has no date of its first result."""
_UNDATED_PLACE = 3
"""The third leaderboard of a game has no date of its making."""
_FORMATS = {
    "SCORE": "High score",
    "VALUE": "Most coins",
    "TIME": "Fastest run",
    "MILLISECS": "Best lap",
    "TIMESECS": "Longest survival",
    "MINUTES": "Longest journey",
    "FIXED2": "Greatest distance",
    "THOUSANDS": "Biggest fortune",
}
_LOWER_IS_BETTER = ("TIME", "MILLISECS")


@define(eq=False)
class Entry:
    """One player's best result."""

    id: int
    board: Board = field(repr=False)
    player: Player
    score: int
    at: int
    """The moment of the last improvement, as Unix seconds."""
    created: int | None = None
    """The moment of the first result, as Unix seconds; None for one that is older than the records."""
    rank: int = 0
    """The rank; players with equal scores share a rank."""


@define(eq=False)
class Board:
    """One leaderboard."""

    id: int
    game: Game
    title: str
    description: str
    form: str
    """The code of the score's format."""
    lower_is_better: bool
    author: Player | None
    """The author; None for a deleted account."""
    state: str
    hidden: bool
    place: int
    """The position among the leaderboards of the game, from 1; negative for a hidden one."""
    created: int | None
    """The moment when it was made, as Unix seconds; None for one that is older than the records."""
    updated: int
    entries: list[Entry] = field(factory=list, repr=False)
    """The entries, best first, of equal scores the older one first; without untracked and deleted players."""


def boards_of(
    seed: int, game: Game, achievements: Sequence[Achievement], progress: Sequence[Progress]
) -> tuple[Board, ...]:
    """All leaderboards of a game, hidden ones included."""
    rng = Random(f"{seed}/boards/{game.id}")
    boards = []
    for place in range(1, game.boards + 1):
        form = rng.choice(list(_FORMATS))
        board = Board(
            id=game.first_board + place - 1,
            game=game,
            title=f"{_FORMATS[form]}, stage {place}",
            description=f"{_FORMATS[form]} in stage {place}, in one go",
            form=form,
            lower_is_better=form in _LOWER_IS_BETTER,
            author=achievements[0].author if rng.random() < 0.9 else None,
            state="unpromoted" if place == _EMPTY_PLACE else rng.choice(("active", "active", "active", "disabled")),
            hidden=place == _HIDDEN_PLACE,
            place=-place if place == _HIDDEN_PLACE else place,
            created=None if place == _UNDATED_PLACE else game.published + place * 3600,
            updated=game.published + place * 7200,
        )
        if place != _EMPTY_PLACE:
            _fill(rng, board, progress)
        boards.append(board)
    return tuple(boards)


def visible_boards(game: Game) -> int:
    """The number of leaderboards of a game that are not hidden."""
    return game.boards - (game.boards >= _HIDDEN_PLACE)


def _fill(rng: Random, board: Board, progress: Sequence[Progress]) -> None:
    game_begin = board.game.published
    for each in progress:
        if each.hardcore_count and each.player.counts and rng.random() < 0.6:
            # Few different scores, so that some players share a rank.
            score, at, number = 40 * rng.randint(50, 3000), each.last_hardcore + 60, each.player.id
            created = None if number % _UNDATED_EVERY == 0 else max(game_begin, at - number % 7 * 3600)
            board.entries.append(Entry(10000 * board.id + number, board, each.player, score, at, created))
    sign = 1 if board.lower_is_better else -1
    board.entries.sort(key=lambda entry: (sign * entry.score, entry.at, entry.player.id))
    for place, entry in enumerate(board.entries):
        before = board.entries[place - 1]
        entry.rank = before.rank if place and before.score == entry.score else place + 1


def written(score: int, form: str) -> str:
    """A score in the site's format."""
    if form in ("TIME", "MILLISECS"):
        return _clock(score * 100 // 60 if form == "TIME" else score)
    if form == "TIMESECS":
        return _clock(score * 100).partition(".")[0]
    if form == "MINUTES":
        return f"{score // 60}h{score % 60:02}"
    if form == "SCORE":
        return f"{score:06}"
    if form.startswith("FIXED"):
        digits = int(form[-1])
        return f"{score / 10**digits:,.{digits}f}"
    return f"{score * (1000 if form == 'THOUSANDS' else 1):,}"


def _clock(hundredths: int) -> str:
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{minutes:02}:{rest // 100:02}.{rest % 100:02}"
    return f"{hours}:{seconds}" if hours else seconds.removeprefix("0")
