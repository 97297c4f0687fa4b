"""Users of V1."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from retroach_async.models._model import NOTHING_BY_ID, FrozenMap, none_if_zero
from retroach_async.models.achievement import RecentAchievement
from retroach_async.models.enums import Permissions
from retroach_async.models.game import GameDetails
from retroach_async.models.marks import Wire
from retroach_async.models.media import Image
from retroach_async.models.progress import RecentGame, UserProgress
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class UserProfile(UserReference):
    """A user's public profile."""

    id: int
    user_pic: Image
    """Built from the account's name, which may differ from the display name."""
    joined_at: Annotated[datetime, Wire("MemberSince")]
    """UTC."""
    rich_presence: Annotated[str | None, Wire("RichPresenceMsg")]
    """What the user was last seen doing."""
    last_game_id: int | None = field(converter=none_if_zero)
    """The game played last; None when there is none."""
    yield_unlocks: Annotated[int, Wire("ContribCount")]
    """Unlocks by others of achievements this user made."""
    yield_points: Annotated[int, Wire("ContribYield")]
    """Points others earned with achievements this user made."""
    points_hardcore: Annotated[int, Wire("TotalPoints")]
    """Hardcore points."""
    points_casual: Annotated[int | None, Wire("TotalSoftcorePoints")]
    """Casual points."""
    points_weighted: Annotated[int | None, Wire("TotalTruePoints")]
    """RetroPoints."""
    permissions: Permissions
    untracked: bool
    """Whether the user is left out of rankings and counts."""
    user_wall_active: bool
    """Whether others may comment on the user's page."""
    motto: str
    """Empty when unset."""

    @property
    def url(self) -> str:
        """The user's page."""
        return self.user_url


@frozen(kw_only=True)
class UserSummary(UserProfile):
    """A user's public profile, and what the user played and unlocked lately.

    How many games and achievements it holds is up to the call; by default there are no games, and
    thus no achievements.
    """

    rich_presence_updated_at: Annotated[datetime | None, Wire("RichPresenceMsgDate")]
    """UTC; when the user was last seen."""
    rank_hardcore: Annotated[int | None, Wire("Rank")]
    """By hardcore points; None for an untracked user and for one who has not been ranked yet."""
    users_ranked: Annotated[int, Wire("TotalRanked")]
    """How many users have a rank."""
    recently_played: tuple[RecentGame, ...]
    """The games, latest first."""
    awarded: FrozenMap[UserProgress] = NOTHING_BY_ID
    """By game id, the progress in each of these games and in the last one."""
    recent_achievements: FrozenMap[FrozenMap[RecentAchievement]] = NOTHING_BY_ID
    """By game id and achievement id, the latest unlocks in these games."""
    last_game: GameDetails | None = None
    """The game played last; None when there is none, and unless games were asked for."""


@frozen(kw_only=True)
class Follower(UserReference):
    """Somebody who follows the owner of the key."""

    points_hardcore: Annotated[int, Wire("Points")]
    """Hardcore points."""
    points_casual: Annotated[int | None, Wire("PointsSoftcore")]
    """Casual points."""
    am_i_following: bool
    """Whether the owner of the key follows back."""


@frozen(kw_only=True)
class FollowedUser(UserReference):
    """Somebody whom the owner of the key follows."""

    points_hardcore: Annotated[int, Wire("Points")]
    """Hardcore points."""
    points_casual: Annotated[int | None, Wire("PointsSoftcore")]
    """Casual points."""
    is_following_me: bool
    """Whether this user follows back."""
