"""Leaderboards and their entries."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import INTEGER, ApiRequest, cast
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Given, Kind, Listing, Predicate, Routes, Show, one
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.refusals import unknown
from retroach_async.emulator.v2.spelling import moment, moment_or_none
from retroach_async.emulator.world.boards import Board, Entry, written
from retroach_async.models.media import SITE

_STATES = ("active", "disabled", "unpromoted")

LEADERBOARDS = Kind(
    type="leaderboards",
    attributes={
        "title": lambda _, board: board.title,
        "description": lambda _, board: board.description,
        "format": lambda _, board: board.form,
        "rankAsc": lambda _, board: board.lower_is_better,
        "state": lambda _, board: board.state,
        "orderColumn": lambda _, board: board.place,
        "createdAt": lambda _, board: moment_or_none(board.created),
        "updatedAt": lambda _, board: moment(board.updated),
    },
    relations={
        "games": one("games", lambda _, board: board.game),
        "developer": one("users", lambda _, board: board.author),
    },
    elsewhere=frozenset({"entries"}),
    idle=frozenset({"entries"}),
    filters={
        "id": filters.ids(),
        "gameId": filters.an_id(lambda _, board: board.game.id),
        "state": filters.words(lambda _, board: board.state, _STATES, "leaderboard state", with_all=True),
    },
    links={"webUrl": lambda board: f"{SITE}/leaderboard/{board.id}"},
)


def leaderboard(request: ApiRequest) -> Board:
    """The leaderboard in the path, which may be hidden."""
    found = request.world.board(int(request.path["leaderboard_id"]))
    if found is None:
        raise unknown()
    return found


def _is_listed(board: Board) -> bool:
    return not board.hidden and board.game.system.has_games


def leaderboards(request: ApiRequest) -> Sequence[Board]:
    """All leaderboards, without hidden ones."""
    world = request.world
    return [board for game in world.real_games for board in world.boards(game) if _is_listed(board)]


# Entries


def _best(_: ApiRequest, given: Given) -> Predicate:
    """The filter by rank: nothing has a rank below 1."""
    text = given.texts[-1]
    most = cast(text) if INTEGER.fullmatch(text) else 0
    return lambda entry: entry.rank <= most


LEADERBOARD_ENTRIES = Kind(
    type="leaderboard-entries",
    attributes={
        "score": lambda _, entry: entry.score,
        "formattedScore": lambda _, entry: written(entry.score, entry.board.form),
        "rank": lambda _, entry: entry.rank,
        "createdAt": lambda _, entry: moment_or_none(entry.created),
        "updatedAt": lambda _, entry: moment(entry.at),
    },
    unnamed=frozenset({"formattedScore"}),
    relations={
        "user": one("users", lambda _, entry: entry.player),
        "leaderboard": one("leaderboards", lambda _, entry: entry.board),
    },
    filters={
        "id": filters.ids(),
        "gameId": filters.ids(lambda _, entry: entry.board.game.id),
        "user": filters.user(lambda entry: entry.player),
        "maxRank": _best,
    },
    has_page=False,
)


def entries_of_board(request: ApiRequest) -> Sequence[Entry]:
    """The entries of the leaderboard in the path."""
    board = leaderboard(request)
    return board.entries if _is_listed(board) else ()


def by_rank(_: ApiRequest, entry: Entry) -> tuple[int, int]:
    """The place of an entry on its leaderboard: by the score, then the older one first."""
    return (entry.score if entry.board.lower_is_better else -entry.score), entry.at


def entries_of_user(request: ApiRequest) -> Sequence[Entry]:
    """The entries of the user in the path."""
    player, world = user(request), request.world
    return [
        entry
        for progress in world.account(player).progress
        for board in world.boards(progress.game)
        if _is_listed(board)
        for entry in board.entries
        if entry.player is player
    ]


def by_board(_: ApiRequest, entry: Entry) -> int:
    """The place of an entry among those of its player."""
    return entry.board.id


KINDS = (LEADERBOARDS, LEADERBOARD_ENTRIES)
ROUTES: Routes = {
    "leaderboards.list": Listing("leaderboards", leaderboards),
    "leaderboards.get": Show("leaderboards", leaderboard),
    "leaderboards.entries": Listing("leaderboard-entries", entries_of_board, first=by_rank),
    "users.leaderboard_entries": Listing("leaderboard-entries", entries_of_user, repeats="user", first=by_board),
}
