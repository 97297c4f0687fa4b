"""Achievements, and who unlocked them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import AchievementType
from retroach_async.models.marks import Wire
from retroach_async.models.media import Badge, Image, page_url
from retroach_async.models.page import Page
from retroach_async.models.reference import GameReference, SystemReference


@frozen(kw_only=True)
class AchievementHeader(Model):
    """What every answer that is an achievement begins with."""

    id: int
    title: str
    description: str
    points: int
    type: AchievementType | None
    """What it means for finishing the game; None for most."""

    @property
    def url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.id)


@frozen(kw_only=True)
class GameAchievement(AchievementHeader):
    """One achievement of a game's set."""

    points_weighted: Annotated[int, Wire("TrueRatio")]
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge
    author: str | None
    """Display name of the developer."""
    author_ulid: str | None
    unlocks_total: Annotated[int | None, Wire("NumAwarded")]
    """Players who unlocked it in any mode."""
    unlocks_hardcore: Annotated[int | None, Wire("NumAwardedHardcore")]
    """Players who unlocked it in hardcore."""
    display_order: int
    """The place within the set; the server's own order is not always it."""
    created_at: Annotated[datetime, Wire("DateCreated")]
    """UTC."""
    modified_at: Annotated[datetime, Wire("DateModified")]
    """UTC."""
    logic_md5: Annotated[str, Wire("MemAddr")]
    """The MD5 of the trigger logic, in hexadecimal: it changes when the logic does."""


@frozen(kw_only=True)
class UserGameAchievement(GameAchievement):
    """One achievement of a game's set, and when a user unlocked it."""

    unlocked_at: Annotated[datetime | None, Wire("DateEarned")] = None
    """UTC; the first unlock in any mode, None while it is locked."""
    unlocked_hardcore_at: Annotated[datetime | None, Wire("DateEarnedHardcore")] = None
    """UTC; the unlock in hardcore, None without one."""


@frozen(kw_only=True)
class UnlockedAchievement(AchievementHeader):
    """The achievement whose unlocks are listed."""

    points_weighted: Annotated[int, Wire("TrueRatio")]
    """RetroPoints: the points weighted by rarity."""
    author: str | None
    """Display name of the developer."""
    author_ulid: str | None
    created_at: Annotated[datetime, Wire("DateCreated")]
    """UTC."""
    modified_at: Annotated[datetime, Wire("DateModified")]
    """UTC."""


@frozen(kw_only=True)
class Unlock(Model):
    """One user's unlock of an achievement."""

    user: str
    """Display name."""
    user_ulid: Annotated[str | None, Wire("ULID")]
    points_hardcore: Annotated[int, Wire("RAPoints")]
    """The user's hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("RASoftcorePoints")]
    """The user's casual points, over all games."""
    unlocked_at: Annotated[datetime, Wire("DateAwarded")]
    """UTC; of the hardcore unlock if there is one."""
    hardcore: Annotated[bool, Wire("HardcoreMode")]

    @property
    def user_url(self) -> str:
        """The user's page."""
        return page_url("user", self.user)


@frozen(kw_only=True)
class AchievementUnlocks(Page[Unlock]):
    """A page of an achievement's unlocks, newest first."""

    is_total_exact: ClassVar[bool] = False

    achievement: UnlockedAchievement
    game: GameReference
    system: SystemReference
    results: Annotated[tuple[Unlock, ...], Wire("Unlocks")]
    """The unlocks of this page."""
    total: Annotated[int | None, Wire("UnlocksCount")] = None
    """All unlocks in any mode; it can exceed the number of rows on all pages."""
    unlocks_hardcore: Annotated[int, Wire("UnlocksHardcoreCount")]
    """All hardcore unlocks."""
    players_total: Annotated[int, Wire("TotalPlayers")]
    """Players of the game with any progress."""


@frozen(kw_only=True)
class WeeklyAchievement(AchievementHeader):
    """An achievement of the week."""

    points_weighted: Annotated[int, Wire("TrueRatio")]
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge | None = None
    """None in older answers."""
    author: str | None
    """Display name of the developer."""
    author_ulid: str | None
    created_on: Annotated[date | None, Wire("DateCreated")]
    """The day, UTC: here the server does not tell the time."""
    modified_on: Annotated[date | None, Wire("DateModified")]
    """The day, UTC."""


@frozen(kw_only=True)
class ForumTopic(Model):
    """A topic in the site's forum."""

    id: int | None
    """None when there is no topic."""

    @property
    def url(self) -> str | None:
        """The topic's page."""
        return None if self.id is None else page_url("forums/topic", self.id)


@frozen(kw_only=True)
class AchievementOfTheWeek(Model):
    """The achievement of the week and its latest unlocks."""

    achievement: WeeklyAchievement
    game: GameReference
    """The game it is from."""
    system: SystemReference
    forum_topic: ForumTopic
    """Where the event is talked about."""
    started_at: Annotated[datetime | None, Wire("StartAt")]
    """UTC; when the week began."""
    players_total: Annotated[int, Wire("TotalPlayers")]
    """Players of the event, not of the game."""
    unlocks: tuple[Unlock, ...]
    """Newest first, at most 500."""
    unlocks_total: Annotated[int, Wire("UnlocksCount")]
    """The number of `unlocks`, so at most 500 as well."""
    unlocks_hardcore: Annotated[int, Wire("UnlocksHardcoreCount")]
    """How many of `unlocks` are hardcore."""


@frozen(kw_only=True)
class EarnedAchievement(Model):
    """One unlock of a user, with the achievement and its game."""

    unlocked_at: Annotated[datetime, Wire("Date")]
    """UTC; of the hardcore unlock if there is one."""
    hardcore: Annotated[bool, Wire("HardcoreMode")]
    achievement_id: int
    title: str
    """The achievement's."""
    description: str
    badge_name: Badge
    points: int
    points_weighted: Annotated[int | None, Wire("TrueRatio")] = None
    """RetroPoints: the points weighted by rarity; None in older answers."""
    type: AchievementType | None
    """What it means for finishing the game; None for most."""
    author: str
    """Display name of the developer."""
    author_ulid: str | None
    game_id: int
    game_title: str
    game_icon: Image | None
    system_name: str
    cumulative_points: Annotated[int | None, Wire("CumulScore")] = None
    """The points of this row and those before it; None where the newest row comes first."""

    @property
    def url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.achievement_id)

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class RecentAchievement(AchievementHeader):
    """One achievement of a game that a user played lately."""

    game_id: int
    game_title: str
    badge_name: Badge
    is_awarded: bool
    """Whether the user has it; False only where locked ones were asked for, too."""
    unlocked_at: Annotated[datetime | None, Wire("DateAwarded")]
    """UTC; None while it is locked."""
    hardcore: Annotated[bool | None, Wire("HardcoreAchieved")]
    """None while it is locked."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)
