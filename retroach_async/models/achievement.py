"""Achievements and their unlocks."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import AchievementType
from retroach_async.models.marks import Wire
from retroach_async.models.media import Badge, HasBadge, HasGameIcon, Image, page_url
from retroach_async.models.page import Page
from retroach_async.models.reference import GameReference, SystemReference, UserReference


@frozen(kw_only=True)
class AchievementHeader(Model):
    """The fields that all achievements have."""

    id: int
    """Id of the achievement, as in the address of its page."""
    title: str
    """Title of the achievement."""
    description: str = ""
    """Task of the player, in words; empty without one."""
    points: int
    """Points for unlocking the achievement."""
    type: AchievementType | None = None
    """The achievement's part in finishing the game; None for most achievements."""

    @property
    def url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.id)


@frozen(kw_only=True)
class GameAchievement(AchievementHeader, HasBadge):
    """One achievement of a game's set."""

    points_weighted: Annotated[int | None, Wire("TrueRatio")] = None
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge | None = None
    author: str | None = None
    """Display name of the developer who made the achievement."""
    author_ulid: str | None = None
    """ULID of that developer."""
    unlocks_total: Annotated[int | None, Wire("NumAwarded")] = None
    """Number of players who unlocked the achievement, in any mode."""
    unlocks_hardcore: Annotated[int | None, Wire("NumAwardedHardcore")] = None
    """Number of players who unlocked the achievement in hardcore."""
    display_order: int = 0
    """Position within the set, for sorting; the server's rows may come in another order. 0 in an answer without it."""
    created_at: Annotated[datetime | None, Wire("DateCreated")] = None
    """Creation of the achievement, UTC."""
    modified_at: Annotated[datetime | None, Wire("DateModified")] = None
    """Last change of the achievement, UTC."""
    logic_md5: Annotated[str | None, Wire("MemAddr")] = None
    """MD5 of the trigger logic, in hexadecimal; a change of the logic changes the MD5."""


@frozen(kw_only=True)
class UserGameAchievement(GameAchievement):
    """One achievement of a game's set, with the moments of a user's unlocks."""

    unlocked_at: Annotated[datetime | None, Wire("DateEarned")] = None
    """The user's first unlock in any mode, UTC; None while the achievement is locked."""
    unlocked_hardcore_at: Annotated[datetime | None, Wire("DateEarnedHardcore")] = None
    """The user's unlock in hardcore, UTC; None without one."""


@frozen(kw_only=True)
class UnlockedAchievement(AchievementHeader):
    """The achievement of a list of unlocks."""

    points_weighted: Annotated[int | None, Wire("TrueRatio")] = None
    """RetroPoints: the points weighted by rarity."""
    author: str | None = None
    """Display name of the developer who made the achievement."""
    author_ulid: str | None = None
    """ULID of that developer."""
    created_at: Annotated[datetime | None, Wire("DateCreated")] = None
    """Creation of the achievement, UTC."""
    modified_at: Annotated[datetime | None, Wire("DateModified")] = None
    """Last change of the achievement, UTC."""


@frozen(kw_only=True)
class Unlock(UserReference):
    """One user's unlock of an achievement."""

    points_hardcore: Annotated[int | None, Wire("RAPoints")] = None
    """The user's hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("RASoftcorePoints")] = None
    """The user's casual points, over all games."""
    unlocked_at: Annotated[datetime, Wire("DateAwarded")]
    """Moment of the unlock, UTC; of the hardcore unlock if there is one."""
    hardcore: Annotated[bool, Wire("HardcoreMode")]
    """True for an unlock in hardcore, False for casual mode."""


@frozen(kw_only=True)
class AchievementUnlocks(Page[Unlock]):
    """A page of an achievement's unlocks, newest first."""

    is_total_exact: ClassVar[bool] = False

    achievement: UnlockedAchievement
    """The achievement that the users unlocked."""
    game: GameReference | None = None
    """The game of the achievement."""
    system: SystemReference | None = None
    """The system of the game."""
    results: Annotated[tuple[Unlock, ...], Wire("Unlocks")]
    """The unlocks of this page."""
    total: Annotated[int | None, Wire("UnlocksCount")] = None
    """Number of all unlocks in any mode; may be larger than the number of rows on all pages."""
    unlocks_hardcore: Annotated[int | None, Wire("UnlocksHardcoreCount")] = None
    """Number of all hardcore unlocks."""
    players_total: Annotated[int | None, Wire("TotalPlayers")] = None
    """Number of players with any progress in the game."""


@frozen(kw_only=True)
class WeeklyAchievement(AchievementHeader, HasBadge):
    """An achievement of the week."""

    points_weighted: Annotated[int | None, Wire("TrueRatio")] = None
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge | None = None
    """Name of the badge; None in older answers."""
    author: str | None = None
    """Display name of the developer who made the achievement."""
    author_ulid: str | None = None
    """ULID of that developer."""
    created_on: Annotated[date | None, Wire("DateCreated")] = None
    """Day of the creation, UTC; this answer has no time of day."""
    modified_on: Annotated[date | None, Wire("DateModified")] = None
    """Day of the last change, UTC."""


@frozen(kw_only=True)
class ForumTopic(Model):
    """A topic in the site's forum."""

    id: int
    """Id of the topic, as in the address of its page."""

    @property
    def url(self) -> str:
        """The topic's page."""
        return page_url("forums/topic", self.id)


@frozen(kw_only=True)
class AchievementOfTheWeek(Model):
    """The achievement of the week and its latest unlocks."""

    achievement: WeeklyAchievement
    """The achievement that players unlock in this week."""
    game: GameReference | None = None
    """The game of the achievement."""
    system: SystemReference | None = None
    """The system of the game."""
    forum_topic: ForumTopic | None = None
    """The forum topic about the event; None without one."""
    started_at: Annotated[datetime | None, Wire("StartAt")] = None
    """Beginning of the week, UTC."""
    players_total: Annotated[int | None, Wire("TotalPlayers")] = None
    """Number of players of the event, not of the game."""
    unlocks: tuple[Unlock, ...] = ()
    """The unlocks of this week, newest first, at most 500."""
    unlocks_total: Annotated[int | None, Wire("UnlocksCount")] = None
    """The number of `unlocks`, so at most 500 as well."""
    unlocks_hardcore: Annotated[int | None, Wire("UnlocksHardcoreCount")] = None
    """Number of hardcore unlocks among `unlocks`."""


@frozen(kw_only=True)
class EarnedAchievement(Model, HasBadge, HasGameIcon):
    """One unlock of a user, with the achievement and its game."""

    unlocked_at: Annotated[datetime, Wire("Date")]
    """Moment of the unlock, UTC; of the hardcore unlock if there is one."""
    hardcore: Annotated[bool, Wire("HardcoreMode")]
    """True for an unlock in hardcore, False for casual mode."""
    achievement_id: int
    """Id of the achievement, as in the address of its page."""
    title: str
    """Title of the achievement."""
    description: str = ""
    """Task of the player, in words; empty without one."""
    badge_name: Badge | None = None
    points: int
    """Points for unlocking the achievement."""
    points_weighted: Annotated[int | None, Wire("TrueRatio")] = None
    """RetroPoints: the points weighted by rarity; None in older answers."""
    type: AchievementType | None = None
    """The achievement's part in finishing the game; None for most achievements."""
    author: str | None = None
    """Display name of the developer who made the achievement."""
    author_ulid: str | None = None
    """ULID of that developer."""
    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon: Image | None = None
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    cumulative_points: Annotated[int | None, Wire("CumulScore")] = None
    """Sum of the points of this row and the rows before it; None in lists with the newest row first."""

    @property
    def url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.achievement_id)

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class RecentAchievement(AchievementHeader, HasBadge):
    """One achievement of a game that a user played recently."""

    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    badge_name: Badge | None = None
    is_awarded: bool | None = None
    """True when the user has the achievement; False only when locked achievements were asked for as well."""
    unlocked_at: Annotated[datetime | None, Wire("DateAwarded")] = None
    """Moment of the unlock, UTC; None while the achievement is locked."""
    hardcore: Annotated[bool | None, Wire("HardcoreAchieved")] = None
    """True for an unlock in hardcore, False for casual mode; None while the achievement is locked."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)
