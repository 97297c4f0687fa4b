"""The awards of users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import ABSENT, Given, Kind, Listing, Predicate, Routes, one
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.refusals import bad_filter
from retroach_async.emulator.v2.spelling import NO_ICON, moment, picture
from retroach_async.emulator.world.award_rows import AwardRow
from retroach_async.emulator.world.awards import RANKS

_KINDS = (
    "achievement-points-yield", "achievement-unlocks-yield", "beaten-casual", "beaten-hardcore", "certified-legend",
    "completed", "event", "mastered", "media-contribution", "patreon-supporter", "playtest",
)  # fmt: skip
_TIER, _HIGHEST = "gameAwardTier", "highest"
_COUNTS = {
    "beaten-casual": "beatenCasualAwardsCount",
    "beaten-hardcore": "beatenHardcoreAwardsCount",
    "completed": "completionAwardsCount",
    "event": "eventAwardsCount",
    "mastered": "masteryAwardsCount",
}
"""The counter for each kind; all other kinds are the site's own, and so are some events."""


def _image(row: AwardRow) -> str:
    return row.image if row.image.startswith("https:") else picture(row.image or NO_ICON)


def _highest(rows: Iterable[AwardRow]) -> set[AwardRow]:
    """Of some awards of one user the best one for each game, and those that are not for games."""
    best: dict[object, AwardRow] = {}
    for row in rows:
        game = row.game or row
        before = best.get(game)
        if before is None or _rank(row) > _rank(before):
            best[game] = row
    return set(best.values())


def _rank(row: AwardRow) -> int:
    return RANKS[row.award.kind] if row.award else 0


def _by_tier(request: ApiRequest, given: Given) -> Predicate:
    text = given.texts[-1]
    if text == filters.ALL:
        return lambda _: True
    if text != _HIGHEST:
        raise bad_filter(f"Unknown game award tier [{text}].")
    best: dict[object, set[AwardRow]] = {}

    def is_best(row: AwardRow) -> bool:
        if row.player not in best:
            best[row.player] = _highest(request.world.award_rows_of(row.player))
        return row in best[row.player]

    return is_best


USER_AWARDS = Kind(
    type="user-awards",
    attributes={
        "awardedAt": lambda _, row: moment(row.at),
        "kind": lambda _, row: row.kind,
        "title": lambda _, row: row.title,
        "badgeUrl": lambda _, row: _image(row),
        "displayOrder": lambda _, row: row.order,
        "context": lambda _, row: row.context,
        "userDisplayName": lambda _, row: row.player.name,
        "userId": lambda _, row: row.player.ulid,
    },
    relations={
        "event": one("events", lambda _, row: row.event or ABSENT),
        "game": one("games", lambda _, row: row.game or ABSENT),
        "user": one("users", lambda _, row: row.player),
    },
    idle=frozenset({"game.hashes"}),
    filters={
        "id": filters.ids(),
        "awardedFrom": filters.since(lambda row: row.at),
        "awardedTo": filters.until(lambda row: row.at),
        "eventId": filters.an_id(lambda _, row: row.event and row.event.id),
        "gameId": filters.an_id(lambda _, row: row.game and row.game.id),
        _TIER: _by_tier,
        "kind": filters.words(lambda _, row: row.kind, _KINDS, "award kind"),
    },
    sorts={"awardedAt": lambda _, row: row.at},
    order="-awardedAt",
    has_page=False,
)


def awards(request: ApiRequest) -> Sequence[AwardRow]:
    """All awards on the site, without those of banned and deleted users."""
    return [row for row in request.world.award_rows.values() if not (row.player.banned or row.player.deleted)]


def awards_of_user(request: ApiRequest) -> Sequence[AwardRow]:
    """The awards that the user in the path shows."""
    return [row for row in request.world.canonical_awards(user(request)) if not row.hidden]


def counts_of_user(request: ApiRequest) -> Mapping[str, Any]:
    """The numbers of all awards of the user in the path, hidden ones too."""
    rows: Iterable[AwardRow] = request.world.canonical_awards(user(request))
    if request.text(f"filter[{_TIER}]") == _HIGHEST:
        best = _highest(rows)
        rows = [row for row in rows if row in best]
    counts = Counter(dict.fromkeys([*_COUNTS.values(), "siteAwardsCount", "hiddenAwardsCount", "totalAwardsCount"], 0))
    for row in rows:
        is_site_award = row.context.get("grantsSiteAward", False)
        counts["siteAwardsCount" if is_site_award else _COUNTS.get(row.kind, "siteAwardsCount")] += 1
        counts["hiddenAwardsCount"] += row.hidden
        counts["totalAwardsCount"] += 1
    return dict(counts)


KINDS = (USER_AWARDS,)
ROUTES: Routes = {
    "user_awards.list": Listing("user-awards", awards, counts=False),
    "users.awards": Listing("user-awards", awards_of_user, order="displayOrder,awardedAt", meta=counts_of_user),
}
