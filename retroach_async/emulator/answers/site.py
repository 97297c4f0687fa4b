"""Answers about the whole site."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest, Check
from retroach_async.emulator.world.awards import Award
from retroach_async.models import AwardKind

_TOP = 10
_PAGE, _MOST_ROWS = 25, 100
_DAY = 86400


def get_top_ten_users(request: ApiRequest) -> Any:
    """The ten users with the most points; equals are sorted by RetroPoints, but keep their numbers."""
    # The database returns equal users in any order; here the newer account is first.
    top = sorted(request.world.ledger.ranking, key=lambda account: (-account.points, -account.player.id))[:_TOP]
    rows = {}
    for _, equals in groupby(enumerate(top), key=lambda row: row[1].points):
        for place, account in sorted(equals, key=lambda row: -row[1].retro_points):
            rows[place] = {
                "1": account.player.name,
                "2": account.points,
                "3": account.retro_points,
                "4": account.player.ulid,
            }
    return spelling.list_with_holes(rows)


def get_recent_game_awards(request: ApiRequest) -> Any:
    """The awards for games, newest first; rows of deleted users are removed from a page that is cut already."""
    check = request.check()
    offset = check.integer("o", default=0, least=0)
    size = check.integer("c", default=_PAGE, least=1)
    for key in ("d", "c", "k"):
        if key in request.params and request.params[key] is None:
            check.problem(key, f"The {key} field must not be empty.")
    end = _end_of_day(request, check)
    check.done()
    kinds = set((request.text("k") or ",".join(AwardKind)).split(","))
    awards = [award for award in request.world.ledger.awards if str(award.kind) in kinds and award.at < end]
    rows = dict(enumerate(spelling.page(awards, min(size, _MOST_ROWS), offset)))
    kept = {place: _row(award) for place, award in rows.items() if not award.progress.player.deleted}
    return {"Count": len(kept), "Total": len(awards), "Results": spelling.list_with_holes(kept)}


def _end_of_day(request: ApiRequest, check: Check) -> int:
    """The moment up to which awards are listed: the end of the day `d`; without `d` the present."""
    latest = max(request.world.now, int(request.now))
    if request.text("d") is None:
        return latest + 1
    start = int(check.date("d"))
    if start > latest - latest % _DAY:
        check.problem("d", "The d field must be a date before or equal to today.")
    return start - start % _DAY + _DAY


def _row(award: Award) -> dict[str, Any]:
    user, game = award.progress.player, award.progress.game
    return {
        "User": user.name,
        "ULID": user.ulid,
        "AwardKind": str(award.kind),
        "AwardDate": spelling.moment_with_offset(award.at),
        "GameID": game.id,
        "GameTitle": game.title,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
    }
