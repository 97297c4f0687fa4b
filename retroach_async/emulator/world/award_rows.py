"""The awards of all players as rows: for games, from events and from the site. Both APIs read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import define

from retroach_async.emulator.world.awards import Award
from retroach_async.emulator.world.events import SiteEvent, Tier, tiers_reached
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.players import DIGITS, FOX, MAX, RAVEN, SCOTT, Player
from retroach_async.models import AwardKind

Context: TypeAlias = Mapping[str, int | str | bool]
_HIDDEN_EVERY = 23
"""Of so many awards the owner hides one."""
_YIELD_TIERS = (100, 500, 1000, 5000, 10000, 50000, 100000)
_MEDIA_TIERS = (5, 25, 100)
_YEAR = 365 * 86400
_FIRST_ID = 3_000_001
_BADGES = "https://static.retroachievements.org/assets/images/badge"
_HARDCORE_OF = {AwardKind.BEATEN_CASUAL: AwardKind.BEATEN_HARDCORE, AwardKind.COMPLETED: AwardKind.MASTERED}
"""The hardcore kind that hides a casual kind for the same game."""
_WORDS = {AwardKind.BEATEN_CASUAL: "beaten-casual"}
"""V2's words for kinds that V1 calls otherwise."""
FIRST_SITE_ORDER = 2
_MODEST_EVERY = 5
"""Of so many players one shows the lowest tier of an event instead of the reached one."""


@define(eq=False)
class AwardRow:
    """One award of one player."""

    id: int
    player: Player
    at: int
    kind: str
    """V2's word for the kind."""
    title: str
    image: str
    """The path of the badge, or the whole address of one of the site's own pictures; empty for no picture."""
    order: int
    """The place on the owner's page; -1 for a hidden award."""
    context: Context
    """The facts that depend on the kind, as V2 spells them."""
    game: Game | None = None
    """The game of an award for a game."""
    event: SiteEvent | None = None
    """The event of an award from an event."""
    award: Award | None = None
    """The award for the game."""

    @property
    def hidden(self) -> bool:
        """True for an award that its owner hides."""
        return self.order < 0

    @property
    def tier(self) -> int:
        """The reached tier; 0 for an award without tiers."""
        return int(self.context.get("tierIndex" if self.event else "tier", 0))


def all_award_rows(
    awards: Iterable[Award], accounts: Iterable[Account], events: Iterable[SiteEvent]
) -> dict[int, AwardRow]:
    """All awards by id, the oldest first. Casual awards are there beside the hardcore awards that hide them."""
    rows = [*map(game_row, awards), *_from_events(events)]
    for account in accounts:
        rows += _from_site(account)
    rows.sort(key=lambda row: (row.at, row.player.id, row.order, row.game.id if row.game else 0, row.kind))
    for number, row in enumerate(rows, _FIRST_ID):
        row.id = number
    return {row.id: row for row in rows}


def canonical(rows: Sequence[AwardRow]) -> tuple[AwardRow, ...]:
    """One player's awards without the casual ones that a hardcore award for the same game hides."""
    earned = {(row.game, row.award.kind) for row in rows if row.award}
    return tuple(row for row in rows if row.award is None or (row.game, _HARDCORE_OF.get(row.award.kind)) not in earned)


def game_row(award: Award) -> AwardRow:
    """The award for a game."""
    game = award.progress.game
    return AwardRow(
        id=0,
        player=award.progress.player,
        at=award.at,
        kind=_WORDS.get(award.kind, str(award.kind)),
        title=game.title,
        image=game.icon or "",
        order=0 if game.id % _HIDDEN_EVERY else -1,
        context={"gameId": game.id, "mode": "casual" if award.kind in _HARDCORE_OF else "hardcore"},
        game=game,
        award=award,
    )


def _from_events(events: Iterable[SiteEvent]) -> Iterator[AwardRow]:
    """For each player and event the highest tier that the player reached."""
    for event in events:
        for player, tier, at in tiers_reached(event):
            yield event_row(player, event, tier, at)


def event_row(player: Player, event: SiteEvent, tier: Tier, at: int) -> AwardRow:
    """The award from an event."""
    context = {
        "eventId": event.id,
        "tierIndex": tier.index,
        "displayTierIndex": tier.index if player.id % _MODEST_EVERY else 1,
        "grantsSiteAward": event.state != "evergreen",
    }
    return AwardRow(0, player, at, "event", event.title, tier.image, 1, context, event=event)


Badge: TypeAlias = tuple[str, str, str, Context]
"""The kind, the title, the name of the picture and the context of an award from the site."""


def _from_site(account: Account) -> Iterator[AwardRow]:
    """Awards for developers, by the highest tier reached, and for a few well-known players."""
    player = account.player
    since = player.joined + (_YEAR if player.index == MAX else 0)
    badges = [*yields_of(account), *_WELL_KNOWN.get(player.index, ())]
    for place, badge in enumerate(badges, FIRST_SITE_ORDER):
        yield site_row(player, badge, place, since)


def yields_of(account: Account) -> list[Badge]:
    """The awards for what others did with a developer's achievements."""
    badges: list[Badge] = []
    for kind, title, picture, amount in (
        ("achievement-unlocks-yield", "Achievements Earned by Others", "contribYield", account.contributed),
        (
            "achievement-points-yield",
            "Achievement Points Earned by Others",
            "contribPoints",
            account.contributed_points,
        ),
    ):
        tier = sum(amount >= least for least in _YIELD_TIERS)
        if tier:
            badges.append((kind, title, f"{picture}-{tier}", {"tier": tier, "threshold": _YIELD_TIERS[tier - 1]}))
    return badges


def site_row(player: Player, badge: Badge, place: int, at: int) -> AwardRow:
    """An award from the site, at a place of the owner's page."""
    kind, title, picture, context = badge
    return AwardRow(0, player, at, kind, title, f"{_BADGES}/{picture}.png", place, context)


def media(tier: int) -> Badge:
    """The award for pictures and videos, which has tiers."""
    context = {"tier": tier, "displayTierIndex": tier, "earnedTier": tier, "threshold": _MEDIA_TIERS[tier - 1]}
    return "media-contribution", "Media Contribution", f"media-{tier}", context


def playtest(number: int) -> Badge:
    """The award for testing."""
    return "playtest", "Playtest", "playtest", {"siteAwardId": number}


PATREON: Badge = ("patreon-supporter", "Patreon Supporter", "patreon", {"siteAwardType": "patreon_supporter"})
LEGEND: Badge = ("certified-legend", "Certified Legend", "legend", {"siteAwardType": "certified_legend"})
MEDIA_TIERS = range(1, len(_MEDIA_TIERS) + 1)
_WELL_KNOWN: Mapping[int, tuple[Badge, ...]] = {
    MAX: (
        PATREON,
        LEGEND,
    ),
    SCOTT: (media(3), playtest(1)),
    RAVEN: (media(1),),
    DIGITS: (media(2),),
    FOX: (playtest(2),),
}
"""The awards of the site that a few players have."""
