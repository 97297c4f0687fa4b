"""Answers about claims."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world.claims import Claim, Status
from retroach_async.models import Permissions

_COMPLETED, _DROPPED, _EXPIRED = 1, 2, 3
_MOST_ROWS = 1000


def get_user_claims(request: ApiRequest) -> Any:
    """All claims that a user ever made."""
    user = request.user()
    if user is None:
        raise not_found([])
    return [_row(claim, request.world.now) for claim in request.world.claims if claim.user is user]


def get_active_claims(request: ApiRequest) -> Any:
    """The open claims, overdue ones included."""
    return [_row(claim, request.world.now) for claim in request.world.claims if claim.is_open]


def get_claims(request: ApiRequest) -> Any:
    """The completed, dropped or expired claims; an expired claim also stays in the list of open claims."""
    check = request.check()
    kind = check.choice("k", (_COMPLETED, _DROPPED, _EXPIRED), _COMPLETED)
    check.done()
    claims, now = request.world.claims, request.world.now
    if kind == _EXPIRED:
        rows = enumerate([claim for claim in claims if claim.is_open][:_MOST_ROWS])
        return spelling.list_with_holes({place: _row(claim, now) for place, claim in rows if claim.finished < now})
    if kind == _DROPPED:
        claims = [claim for claim in claims if claim.status is Status.DROPPED]
    else:
        claims = [claim for claim in claims if claim.status is Status.COMPLETE and not claim.is_collaboration]
    return [_row(claim, now) for claim in claims[:_MOST_ROWS]]


def _row(claim: Claim, now: int) -> dict[str, Any]:
    user, game = claim.user, claim.game
    return {
        "ID": claim.id,
        "ULID": None if user.deleted else user.ulid,
        "User": None if user.deleted else user.name,
        "GameID": game.id,
        "GameTitle": game.title,
        "GameIcon": game.icon,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "ClaimType": int(claim.is_collaboration),
        "SetType": int(claim.is_revision),
        "Status": int(claim.status),
        "Extension": claim.extensions,
        "Special": int(claim.special),
        "Created": spelling.moment(claim.created),
        "DoneTime": spelling.moment(claim.finished),
        "Updated": spelling.moment(claim.updated),
        "UserIsJrDev": int(user.permissions <= Permissions.JUNIOR_DEVELOPER),
        "MinutesLeft": int((claim.finished - now) / 60),
    }


def brief(claim: Claim) -> dict[str, Any]:
    """A claim as an answer about the game spells it."""
    return {
        "User": claim.user.name,
        "ULID": claim.user.ulid,
        "SetType": int(claim.is_revision),
        "GameID": claim.game.id,
        "ClaimType": int(claim.is_collaboration),
        "Created": spelling.moment(claim.created),
        "Expiration": spelling.moment(claim.finished),
    }
