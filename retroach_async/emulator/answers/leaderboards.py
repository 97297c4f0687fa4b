"""Answers about leaderboards."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Refused, Response, not_found
from retroach_async.emulator.world.boards import Board, Entry, written


def get_game_leaderboards(request: ApiRequest) -> Any:
    """The visible leaderboards of a game with their best entries."""
    check = request.check()
    check.required("i")
    size, offset = check.page(100, 500)
    check.done()
    game = request.world.game(request.number("i"))
    if game is None:
        raise not_found([])
    boards = [board for board in request.world.boards(game) if not board.hidden]
    rows = [
        {
            **_header(board),
            "TopEntry": _scored(board, board.entries[0]) if board.entries else None,
            "Author": board.author.name if board.author else None,
            "AuthorULID": board.author.ulid if board.author else None,
            "State": board.state,
        }
        for board in spelling.page(boards, size, offset)
    ]
    return spelling.paged(rows, len(boards))


def get_leaderboard_entries(request: ApiRequest) -> Any:
    """The entries of one leaderboard, best first."""
    check = request.check()
    check.required("i")
    size, offset = check.page(100, 500)
    check.done()
    board = request.world.board(request.number("i"))
    if board is None:
        raise not_found([])
    rows = [
        {
            **_scored(board, entry),
            "DateSubmitted": spelling.moment_with_offset(entry.at),
            "Rank": entry.rank,
        }
        for entry in spelling.page(board.entries, size, offset)
    ]
    return spelling.paged(rows, len(board.entries))


def get_user_game_leaderboards(request: ApiRequest) -> Any:
    """One user's entries on the leaderboards of a game."""
    check = request.check()
    check.required("i")
    name = check.user("u")
    size, offset = check.page(200, 500)
    check.done()
    user, game = request.world.player_named(name), request.world.game(request.number("i"))
    if user is None:
        raise not_found(["User not found"])
    if game is None:
        raise not_found(["Game not found"])
    boards = [board for board in request.world.boards(game) if not board.hidden]
    if not boards:
        raise Refused(Response(["Game has no leaderboards"], 422))
    entries = [(board, entry) for board in boards for entry in board.entries if entry.player is user]
    if not entries:
        raise Refused(Response(["User has no leaderboards on this game"], 422))
    rows = [
        {
            **_header(board),
            "UserEntry": {
                **_scored(board, entry),
                "Rank": entry.rank,
                "DateUpdated": spelling.moment_with_offset(entry.at),
            },
        }
        for board, entry in spelling.page(entries, size, offset)
    ]
    return spelling.paged(rows, len(entries))


def _header(board: Board) -> dict[str, Any]:
    return {
        "ID": board.id,
        "RankAsc": board.lower_is_better,
        "Title": board.title,
        "Description": board.description,
        "Format": board.form,
    }


def _scored(board: Board, entry: Entry) -> dict[str, Any]:
    return {
        "User": entry.player.name,
        "ULID": entry.player.ulid,
        "Score": entry.score,
        "FormattedScore": written(entry.score, board.form),
    }
