"""A user's progress in games."""

from datetime import datetime, timedelta
from typing import Annotated

from retroach_async.models._model import NOTHING_BY_ID, FrozenMap, Model, frozen
from retroach_async.models.achievement import UserGameAchievement
from retroach_async.models.enums import AwardKind
from retroach_async.models.game import GameDetails
from retroach_async.models.marks import Flattened, Wire
from retroach_async.models.media import HasIcon, HasPictures, Image, page_url


@frozen(kw_only=True)
class UserProgress(Model):
    """A user's unlocks and points in one game; all zero for an unknown game and for a game never played."""

    achievements_published: Annotated[int, Wire("NumPossibleAchievements")]
    """Number of promoted achievements."""
    points_total: Annotated[int, Wire("PossibleScore")]
    """Sum of the points of all promoted achievements."""
    unlocks_total: Annotated[int, Wire("NumAchieved")]
    """Number of the user's unlocks in any mode."""
    points: Annotated[int, Wire("ScoreAchieved")]
    """Points of the user's unlocks in any mode."""
    unlocks_hardcore: Annotated[int, Wire("NumAchievedHardcore")]
    """Number of the user's hardcore unlocks."""
    points_hardcore: Annotated[int, Wire("ScoreAchievedHardcore")]
    """Points of the user's hardcore unlocks."""


@frozen(kw_only=True)
class PlayedGame(Model, HasIcon):
    """The fields that all rows about a user and a game have."""

    game_id: int
    """Id of the game, as in the address of its page."""
    title: str
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    image_icon: Image | None = None
    system_id: int | None = None
    """Id of the system, the same in V1 and V2."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class CompletionProgress(PlayedGame):
    """A user's progress in one game."""

    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    achievements_published: Annotated[int, Wire("MaxPossible")]
    """Number of achievements in the set; 0 for a set that was demoted."""
    unlocks_total: Annotated[int, Wire("NumAwarded")]
    """Number of the user's unlocks in any mode."""
    unlocks_hardcore: Annotated[int, Wire("NumAwardedHardcore")]
    """Number of the user's hardcore unlocks."""
    last_unlock_at: Annotated[datetime | None, Wire("MostRecentAwardedDate")] = None
    """The user's latest unlock, UTC; None when the server knows of none."""
    highest_award_kind: AwardKind | None = None
    """The user's highest award for the game; None without one."""
    highest_award_at: Annotated[datetime | None, Wire("HighestAwardDate")] = None
    """Moment of that award, UTC; None without one."""


@frozen(kw_only=True)
class CompletedGame(PlayedGame):
    """A user's unlocks in one game, in one of the two modes."""

    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    achievements_published: Annotated[int, Wire("MaxPossible")]
    """Number of achievements in the set."""
    unlocks_total: Annotated[int, Wire("NumAwarded")]
    """Number of the user's unlocks; the casual row includes the hardcore unlocks."""
    completion_rate: Annotated[float | None, Wire("PctWon")] = None
    """Part of the set that the user has, from 0.0 to 1.0."""
    hardcore: Annotated[bool, Wire("HardcoreMode")]
    """True for the row about hardcore, False for the row about casual mode."""


@frozen(kw_only=True)
class RecentGame(PlayedGame, HasPictures):
    """A game that a user played recently."""

    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    image_title: Image | None = None
    image_ingame: Image | None = None
    image_box_art: Image | None = None
    last_played_at: Annotated[datetime | None, Wire("LastPlayed")] = None
    """Moment when the user last played the game, UTC."""
    achievements_published: Annotated[int | None, Wire("AchievementsTotal")] = None
    """Number of promoted achievements."""


@frozen(kw_only=True)
class RecentlyPlayedGame(RecentGame):
    """A game that a user played recently, with the user's progress."""

    progress: Annotated[UserProgress | None, Flattened()] = None
    """The user's progress in the game; None in an answer that lacks one of its numbers."""


@frozen(kw_only=True)
class SetRequest(PlayedGame):
    """A game for which a user requests achievements."""

    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""


@frozen(kw_only=True)
class SetRequests(Model):
    """The games for which a user requests achievements, and the number of possible requests."""

    requested_sets: tuple[SetRequest, ...]
    """The requests, sorted by title."""
    requests_total: Annotated[int | None, Wire("TotalRequests")] = None
    """Number of requests that the user may make in total."""
    points_for_next: int | None = None
    """Points that the user still needs for one more request."""


@frozen(kw_only=True)
class UserGameProgress(GameDetails):
    """A game with its promoted achievements and a user's progress on them."""

    parent_game_id: int | None = None
    """Id of the main game, for a subset; None for any other game."""
    players_total: Annotated[int | None, Wire("NumDistinctPlayers")] = None
    """Number of players with any progress in the game."""
    achievements_published: Annotated[int | None, Wire("NumAchievements")] = None
    """Number of promoted achievements."""
    rich_presence_md5: Annotated[str | None, Wire("RichPresencePatch")] = None
    """MD5 of the rich-presence script, in hexadecimal."""
    achievements: FrozenMap[UserGameAchievement] = NOTHING_BY_ID
    """The achievements by id."""
    unlocks_total: Annotated[int, Wire("NumAwardedToUser")]
    """Number of the user's unlocks in any mode."""
    unlocks_hardcore: Annotated[int, Wire("NumAwardedToUserHardcore")]
    """Number of the user's hardcore unlocks."""
    completion_rate: Annotated[float | None, Wire("UserCompletion")] = None
    """Part of the achievements that the user has in any mode, from 0.0 to 1.0."""
    completion_rate_hardcore: Annotated[float | None, Wire("UserCompletionHardcore")] = None
    """Part of the achievements that the user has in hardcore, from 0.0 to 1.0."""
    playtime_total: Annotated[timedelta | None, Wire("UserTotalPlaytime")] = None
    """Total time of play of the user in this game."""
    highest_award_kind: AwardKind | None = None
    """The user's highest award for the game; None without one, and unless the call asked for it."""
    highest_award_at: Annotated[datetime | None, Wire("HighestAwardDate")] = None
    """Moment of that award, UTC; None without one, and unless the call asked for it."""
