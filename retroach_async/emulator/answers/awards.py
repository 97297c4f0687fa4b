"""The answer about a user's awards."""

from __future__ import annotations

from collections import Counter
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Response
from retroach_async.emulator.world.award_rows import AwardRow
from retroach_async.models import AwardType

_COUNTS = {
    "MasteryAwardsCount": "mastered",
    "CompletionAwardsCount": "completed",
    "BeatenHardcoreAwardsCount": "beaten-hardcore",
    "BeatenSoftcoreAwardsCount": "beaten-casual",
}
_TYPES = {
    "mastered": AwardType.MASTERY,
    "completed": AwardType.MASTERY,
    "beaten-hardcore": AwardType.GAME_BEATEN,
    "beaten-casual": AwardType.GAME_BEATEN,
    "event": AwardType.EVENT,
    "achievement-unlocks-yield": AwardType.UNLOCKS_YIELD,
    "achievement-points-yield": AwardType.POINTS_YIELD,
    "media-contribution": AwardType.MEDIA_CONTRIBUTION,
    "patreon-supporter": AwardType.PATREON_SUPPORTER,
    "certified-legend": AwardType.CERTIFIED_LEGEND,
    "playtest": AwardType.PLAYTEST,
}
"""V1's labels for the kinds."""


def get_user_awards(request: ApiRequest) -> Any:
    """Awards for games, from events and from the site; zeros for an unknown user."""
    user = request.user()
    awards = request.world.canonical_awards(user) if user else ()
    kinds = Counter(row.kind for row in awards)
    for_games = sum(row.game is not None for row in awards)
    answer = {
        "TotalAwardsCount": len(awards),
        "HiddenAwardsCount": sum(row.hidden for row in awards),
        **{name: kinds[kind] for name, kind in _COUNTS.items()},
        "EventAwardsCount": kinds["event"],
        "SiteAwardsCount": len(awards) - for_games - kinds["event"],
        "VisibleUserAwards": [_row(row) for row in awards if not row.hidden],
    }
    return Response(answer, escapes_slashes=False)


def _row(row: AwardRow) -> dict[str, Any]:
    common = {
        "AwardedAt": spelling.moment_with_offset(row.at),
        "AwardType": str(_TYPES[row.kind]),
        "DisplayOrder": row.order,
        "Flags": None,
    }
    if row.game:
        is_hardcore = row.context["mode"] == "hardcore"
        own = {"AwardData": row.game.id, "AwardDataExtra": int(is_hardcore), "Title": row.title}
        system, image, tier = row.game.system, row.image or None, None
    elif row.event:
        own = {"AwardData": row.event.id, "AwardDataExtra": row.tier, "Title": row.title}
        system, image, tier = row.event.legacy_game.system, row.image, row.context["displayTierIndex"]
    else:
        own = {"AwardData": row.context.get("siteAwardId", row.tier), "AwardDataExtra": 0, "Title": None}
        system, image, tier = None, None, None
    return {
        **common,
        **own,
        "ConsoleID": system.id if system else None,
        "ConsoleName": system.name if system else None,
        "ImageIcon": image,
        "display_award_tier": tier,
    }
