"""The answer about a user's awards."""

from __future__ import annotations

from collections import Counter
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Response
from retroach_async.emulator.world import World
from retroach_async.emulator.world.awards import Award
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.players import MAX
from retroach_async.models import AwardKind

_HARDCORE_OF = {AwardKind.BEATEN_CASUAL: AwardKind.BEATEN_HARDCORE, AwardKind.COMPLETED: AwardKind.MASTERED}
"""The hardcore kind that hides a casual kind for the same game."""
_COUNTS = {
    "MasteryAwardsCount": AwardKind.MASTERED,
    "CompletionAwardsCount": AwardKind.COMPLETED,
    "BeatenHardcoreAwardsCount": AwardKind.BEATEN_HARDCORE,
    "BeatenSoftcoreAwardsCount": AwardKind.BEATEN_CASUAL,
}
_HIDDEN_EVERY = 23
"""Of so many awards the owner hides one."""
_YIELD_TIERS = (100, 500, 1000, 5000, 10000, 50000, 100000)
_EVENT_ID = 11
_YEAR = 365 * 86400


def get_user_awards(request: ApiRequest) -> Any:
    """Awards for games, from events and from the site; zeros for an unknown user."""
    user = request.user()
    account = request.world.account(user) if user else None
    games = _for_games(account) if account else []
    events = _from_events(request.world, account) if account else []
    site = _from_site(account) if account else []
    kinds = Counter(award.kind for award in games)
    rows = [*map(_row, games), *events, *site]
    hidden = [row for row in rows if row["DisplayOrder"] < 0]
    answer = {
        "TotalAwardsCount": len(rows),
        "HiddenAwardsCount": len(hidden),
        **{name: kinds[kind] for name, kind in _COUNTS.items()},
        "EventAwardsCount": len(events),
        "SiteAwardsCount": len(site),
        "VisibleUserAwards": [row for row in rows if row not in hidden],
    }
    return Response(answer, escapes_slashes=False)


def _for_games(account: Account) -> list[Award]:
    """The highest award of each game for beating it, and the highest for finishing it: hardcore before casual."""
    earned = {(award.progress, award.kind) for award in account.awards}
    return [award for award in account.awards if (award.progress, _HARDCORE_OF.get(award.kind)) not in earned]


def _row(award: Award) -> dict[str, Any]:
    game, is_hardcore = award.progress.game, award.kind not in _HARDCORE_OF
    is_beaten = award.kind in (AwardKind.BEATEN_CASUAL, AwardKind.BEATEN_HARDCORE)
    return {
        "AwardedAt": spelling.moment_with_offset(award.at),
        "AwardType": "Game Beaten" if is_beaten else "Mastery/Completion",
        "AwardData": game.id,
        "AwardDataExtra": int(is_hardcore),
        "DisplayOrder": 0 if game.id % _HIDDEN_EVERY else -1,
        "Title": game.title,
        "ConsoleID": game.system.id,
        "ConsoleName": game.system.name,
        "Flags": None,
        "ImageIcon": game.icon,
        "display_award_tier": None,
    }


def _from_events(world: World, account: Account) -> list[dict[str, Any]]:
    """An award for a player who is among this week's unlocks."""
    game = world.event_game
    return [
        {
            "AwardedAt": spelling.moment_with_offset(unlock.best_at),
            "AwardType": "Event",
            "AwardData": _EVENT_ID,
            "AwardDataExtra": 1,
            "DisplayOrder": 1,
            "Title": game.title,
            "ConsoleID": game.system.id,
            "ConsoleName": game.system.name,
            "Flags": None,
            "ImageIcon": game.icon,
            "display_award_tier": 1,
        }
        for unlock in world.event.unlocks
        if unlock.player is account.player
    ]


def _from_site(account: Account) -> list[dict[str, Any]]:
    """Awards for developers, by the highest tier reached, and for the busiest player."""
    player = account.player
    since = player.joined + (_YEAR if player.index == MAX else 0)
    badges = []
    for label, amount in (
        ("Achievement Unlocks Yield", account.contributed),
        ("Achievement Points Yield", account.contributed_points),
    ):
        tier = sum(amount >= least for least in _YIELD_TIERS)
        if tier:
            badges.append((label, tier))
    if player.index == MAX:
        badges += [("Patreon Supporter", 0), ("Certified Legend", 0)]
    return [
        {
            "AwardedAt": spelling.moment_with_offset(since),
            "Title": None,
            "ConsoleID": None,
            "ConsoleName": None,
            "Flags": None,
            "ImageIcon": None,
            "display_award_tier": None,
            "AwardType": label,
            "AwardData": tier,
            "AwardDataExtra": 0,
            "DisplayOrder": place,
        }
        for place, (label, tier) in enumerate(badges, 2)
    ]
