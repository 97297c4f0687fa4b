"""Games of V1."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from retroach_async.models._model import FrozenMap, Model, asked, wire
from retroach_async.models.enums import AchievementType, ClaimSetType, ClaimType, ReleaseGranularity
from retroach_async.models.media import SITE, Badge, Image


@frozen(kw_only=True)
class GameDetails(Model):
    """What `Game` and `GameExtended` both say about a game."""

    title: str
    system_id: int
    system_name: str
    forum_topic_id: int | None
    """The game's official forum topic, if it has one."""
    image_icon: Image | None
    image_title: Image
    """The title screen, or the site's placeholder."""
    image_ingame: Image
    """A screenshot, or the site's placeholder."""
    image_box_art: Image
    """The box, or the site's placeholder."""
    publisher: str | None
    """May be empty as well as None."""
    developer: str | None
    """May be empty as well as None."""
    genre: str | None
    """May be empty as well as None."""
    released: date | None
    """The earliest release; ``released_granularity`` tells how much of it is meant."""
    released_granularity: ReleaseGranularity | None = wire("ReleasedAtGranularity", default=None)
    """Whether the day, only the month or only the year of ``released`` is known."""


@frozen(kw_only=True)
class Game(GameDetails):
    """Basic facts about one game."""

    id: int = asked("game_id")
    """The game that was asked about."""

    @property
    def url(self) -> str:
        """The game's page."""
        return f"{SITE}/game/{self.id}"


@frozen(kw_only=True)
class GameAchievement(Model):
    """One achievement of a game's set."""

    id: int
    title: str
    description: str
    points: int
    true_ratio: int
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge
    type: AchievementType | None
    """What it means for finishing the game; None for most."""
    author: str | None
    """Display name of the developer."""
    author_ulid: str | None = None
    num_awarded: int | None
    """Players who unlocked it in any mode."""
    num_awarded_hardcore: int | None
    """Players who unlocked it in hardcore."""
    display_order: int
    """The place within the set; the server's own order is not it."""
    date_created: datetime
    """UTC."""
    date_modified: datetime
    """UTC."""
    logic_md5: str = wire("MemAddr")
    """The MD5 of the trigger logic, in hexadecimal: it changes when the logic does."""

    @property
    def url(self) -> str:
        """The achievement's page."""
        return f"{SITE}/achievement/{self.id}"


@frozen(kw_only=True)
class GameClaim(Model):
    """A developer's claim on a game, active or long done: this answer does not tell which."""

    user: str
    user_ulid: str | None = wire("ULID", default=None)
    game_id: int | None = None
    set_type: ClaimSetType
    claim_type: ClaimType
    created: datetime
    """UTC."""
    expiration: datetime
    """UTC; when the claim ends or ended."""


@frozen(kw_only=True)
class GameExtended(GameDetails):
    """A game with its achievements and claims."""

    id: int
    parent_game_id: int | None
    """The game of which this is a subset."""
    guide_url: str | None
    updated: datetime
    """UTC."""
    num_distinct_players: int | None
    """Players with any progress."""
    num_achievements: int
    """The number of ``achievements``, so unpromoted ones count when they were asked for."""
    rich_presence_md5: str = wire("RichPresencePatch")
    """The MD5 of the rich-presence script, in hexadecimal."""
    achievements: FrozenMap[GameAchievement]
    """By achievement id; sort by ``display_order`` to show them."""
    claims: tuple[GameClaim, ...]

    @property
    def url(self) -> str:
        """The game's page."""
        return f"{SITE}/game/{self.id}"


@frozen(kw_only=True)
class GameListEntry(Model):
    """One game in the list of a system."""

    id: int
    title: str
    system_id: int
    system_name: str
    image_icon: Image | None
    num_achievements: int
    num_leaderboards: int
    points: int
    """The sum over all promoted achievements."""
    date_modified: datetime | None
    """UTC; the newest change of an achievement, None when there is none."""
    forum_topic_id: int | None
    hashes: tuple[str, ...] | None = None
    """The supported file hashes; None unless they were asked for."""

    @property
    def url(self) -> str:
        """The game's page."""
        return f"{SITE}/game/{self.id}"


@frozen(kw_only=True)
class GameRank(Model):
    """One of the ten players that a game's ranking lists; the rank is the position in the list."""

    user: str
    """Display name."""
    user_ulid: str | None = wire("ULID", default=None)
    num_achievements: int
    """Hardcore unlocks."""
    total_score: int
    """Hardcore points."""
    last_award: datetime
    """UTC; the latest hardcore unlock."""
