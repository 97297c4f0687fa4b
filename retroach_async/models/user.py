"""Users of V1."""

from datetime import datetime
from typing import Annotated

from attrs import field

from retroach_async.models._model import NOTHING_BY_ID, FrozenMap, frozen, none_if_zero
from retroach_async.models.achievement import RecentAchievement
from retroach_async.models.enums import Permissions
from retroach_async.models.game import GameDetails
from retroach_async.models.marks import Wire
from retroach_async.models.media import Image
from retroach_async.models.progress import RecentGame, UserProgress
from retroach_async.models.reference import NamedUser, UserReference


@frozen(kw_only=True)
class UserProfile(UserReference):
    """A user's public profile."""

    id: int
    """Internal number of the account; calls take a name or a ULID instead."""
    user_pic: Image | None = None
    """The user's picture; its path has the account's name, which may differ from the display name."""
    joined_at: Annotated[datetime | None, Wire("MemberSince")] = None
    """Registration, UTC."""
    rich_presence: Annotated[str | None, Wire("RichPresenceMsg")] = None
    """The user's latest activity in a game, as text (rich presence); None when unknown."""
    last_game_id: int | None = field(default=None, converter=none_if_zero)
    """Id of the latest game; None for a user who never played."""
    yield_unlocks: Annotated[int | None, Wire("ContribCount")] = None
    """Number of unlocks by other players of this user's achievements."""
    yield_points: Annotated[int | None, Wire("ContribYield")] = None
    """Points of other players from this user's achievements."""
    points_hardcore: Annotated[int, Wire("TotalPoints")]
    """Hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("TotalSoftcorePoints")] = None
    """Casual points, over all games."""
    points_weighted: Annotated[int | None, Wire("TotalTruePoints")] = None
    """RetroPoints: hardcore points weighted by rarity, over all games."""
    permissions: Permissions | None = None
    """The role of the account."""
    untracked: bool | None = None
    """True when rankings and counts leave the user out."""
    user_wall_active: bool | None = None
    """True when other users may comment on the user's page."""
    motto: str = ""
    """The user's motto; empty without one."""

    @property
    def url(self) -> str | None:
        """The user's page; None without a name."""
        return self.user_url

    @property
    def avatar_url(self) -> str | None:
        """The absolute address of the user's picture; None without one."""
        return self.user_pic.url if self.user_pic else None


@frozen(kw_only=True)
class UserSummary(UserProfile):
    """A user's public profile, with recently played games and recently unlocked achievements.

    The call's arguments set the number of games and achievements; by default there are no games, and so
    no achievements.
    """

    rich_presence_updated_at: Annotated[datetime | None, Wire("RichPresenceMsgDate")] = None
    """Moment when the user was last seen, UTC."""
    rank_hardcore: Annotated[int | None, Wire("Rank")] = None
    """Rank on the site by hardcore points, from 1; None for an untracked user and for a user without a rank yet."""
    users_ranked: Annotated[int | None, Wire("TotalRanked")] = None
    """Number of users with a rank."""
    recently_played: tuple[RecentGame, ...] = ()
    """Recently played games, the latest first."""
    awarded: FrozenMap[UserProgress] = NOTHING_BY_ID
    """The user's progress in each of these games and in the latest one, by game id."""
    recent_achievements: FrozenMap[FrozenMap[RecentAchievement]] = NOTHING_BY_ID
    """The latest unlocks in these games, by game id and achievement id."""
    last_game: GameDetails | None = None
    """The latest game; None for a user who never played, and unless the call asked for games."""


@frozen(kw_only=True)
class Follower(NamedUser):
    """A user who follows the owner of the key."""

    points_hardcore: Annotated[int | None, Wire("Points")] = None
    """Hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("PointsSoftcore")] = None
    """Casual points, over all games."""
    am_i_following: bool | None = None
    """True when the owner of the key follows this user as well."""


@frozen(kw_only=True)
class FollowedUser(NamedUser):
    """A user whom the owner of the key follows."""

    points_hardcore: Annotated[int | None, Wire("Points")] = None
    """Hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("PointsSoftcore")] = None
    """Casual points, over all games."""
    is_following_me: bool | None = None
    """True when this user follows the owner of the key as well."""
