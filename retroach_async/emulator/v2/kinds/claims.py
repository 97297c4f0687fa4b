"""The claims of developers on sets."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Kind, Listing, Routes, one
from retroach_async.emulator.v2.kinds.games import game
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.spelling import icon, moment
from retroach_async.emulator.world.claims import Claim, Special, Status

_STATUSES = {each: each.name.lower().replace("_", "-") for each in Status}
_SPECIALS = {each: each.name.lower().replace("_", "-") for each in Special}


def _status(_: ApiRequest, claim: Claim) -> str:
    return _STATUSES[claim.status]


def _claim_type(_: ApiRequest, claim: Claim) -> str:
    return "collaboration" if claim.is_collaboration else "primary"


def _set_type(_: ApiRequest, claim: Claim) -> str:
    return "revision" if claim.is_revision else "new-set"


def _special_type(_: ApiRequest, claim: Claim) -> str:
    return _SPECIALS[claim.special]


CLAIMS = Kind(
    type="achievement-set-claims",
    attributes={
        "claimedAt": lambda _, claim: moment(claim.created),
        "finishedAt": lambda _, claim: moment(claim.finished),
        "updatedAt": lambda _, claim: moment(claim.updated),
        "status": _status,
        "claimType": _claim_type,
        "setType": _set_type,
        "specialType": _special_type,
        "extensionsCount": lambda _, claim: claim.extensions,
        "minutesLeft": lambda request, claim: int((claim.finished - request.world.now) / 60),
        "userId": lambda _, claim: claim.user.ulid,
        "userDisplayName": lambda _, claim: claim.user.name,
        "gameId": lambda _, claim: claim.game.id,
        "gameTitle": lambda _, claim: claim.game.title,
        "gameIconUrl": lambda _, claim: icon(claim.game),
        "systemId": lambda _, claim: claim.game.system.id,
        "systemName": lambda _, claim: claim.game.system.name,
    },
    relations={
        "user": one("users", lambda _, claim: claim.user),
        "game": one("games", lambda _, claim: claim.game),
    },
    filters={
        "id": filters.ids(),
        "gameId": filters.an_id(lambda _, claim: claim.game.id),
        "status": filters.words(_status, _STATUSES.values(), "claim status", snakes=True),
        "claimType": filters.words(_claim_type, ("primary", "collaboration"), "claim type", snakes=True),
        "setType": filters.words(_set_type, ("new-set", "revision"), "claim set type", snakes=True),
        "specialType": filters.words(_special_type, _SPECIALS.values(), "claim special type", snakes=True),
        "expired": filters.strict_flag(
            lambda request, claim: claim.finished < request.world.now,
            among=lambda claim: claim.is_open,
            true=("true", "1"),
            false=("false", "0"),
        ),
        "user": filters.user(lambda claim: claim.user),
    },
    order="-claimedAt",
    has_page=False,
)


def claims(request: ApiRequest) -> Sequence[Claim]:
    """All claims, without those of banned users."""
    return [claim for claim in request.world.claims if not claim.user.banned]


def claims_of_game(request: ApiRequest) -> Sequence[Claim]:
    """The claims on the game in the path."""
    of = game(request)
    return [claim for claim in claims(request) if claim.game is of]


def claims_of_user(request: ApiRequest) -> Sequence[Claim]:
    """The claims of the user in the path."""
    developer = user(request)
    return [claim for claim in claims(request) if claim.user is developer]


KINDS = (CLAIMS,)
ROUTES: Routes = {
    "achievement_set_claims.list": Listing("achievement-set-claims", claims),
    "games.achievement_set_claims": Listing("achievement-set-claims", claims_of_game, repeats="gameId"),
    "users.achievement_set_claims": Listing("achievement-set-claims", claims_of_user, repeats="user"),
}
