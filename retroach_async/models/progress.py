"""How far a user has come in games."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from attrs import frozen

from retroach_async.models._model import FrozenMap, Model
from retroach_async.models.achievement import UserGameAchievement
from retroach_async.models.enums import AwardKind
from retroach_async.models.game import GameDetails
from retroach_async.models.marks import Flattened, Wire
from retroach_async.models.media import Image, page_url


@frozen(kw_only=True)
class UserProgress(Model):
    """A user's unlocks and points in one game; all zero for a game never played, or unknown."""

    achievements_published: Annotated[int, Wire("NumPossibleAchievements")]
    """Promoted achievements."""
    points_total: Annotated[int, Wire("PossibleScore")]
    """Their points."""
    unlocks_total: Annotated[int, Wire("NumAchieved")]
    """Unlocks in any mode."""
    points: Annotated[int, Wire("ScoreAchieved")]
    """Their points."""
    unlocks_hardcore: Annotated[int, Wire("NumAchievedHardcore")]
    """Hardcore unlocks."""
    points_hardcore: Annotated[int, Wire("ScoreAchievedHardcore")]
    """Their points."""


@frozen(kw_only=True)
class PlayedGame(Model):
    """What every row about a user and a game begins with."""

    game_id: int
    title: str
    image_icon: Image | None
    system_id: int

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class CompletionProgress(PlayedGame):
    """A user's progress in one game."""

    system_name: str | None
    achievements_published: Annotated[int, Wire("MaxPossible")]
    """Promoted achievements; 0 when all were demoted."""
    unlocks_total: Annotated[int, Wire("NumAwarded")]
    """Unlocks in any mode."""
    unlocks_hardcore: Annotated[int, Wire("NumAwardedHardcore")]
    """Hardcore unlocks."""
    last_unlock_at: Annotated[datetime | None, Wire("MostRecentAwardedDate")]
    """UTC; the latest unlock."""
    highest_award_kind: AwardKind | None
    """The best award reached so far."""
    highest_award_at: Annotated[datetime | None, Wire("HighestAwardDate")]
    """UTC; when it was reached."""


@frozen(kw_only=True)
class CompletedGame(PlayedGame):
    """A user's unlocks of one game in one of the two modes."""

    system_name: str
    achievements_published: Annotated[int, Wire("MaxPossible")]
    """Promoted achievements."""
    unlocks_total: Annotated[int, Wire("NumAwarded")]
    """Unlocks in the mode of this row; the casual ones include those in hardcore."""
    completion_rate: Annotated[float, Wire("PctWon")]
    """The share of the set that is unlocked in the mode of this row, from 0.0 to 1.0."""
    hardcore: Annotated[bool, Wire("HardcoreMode")]
    """Which of the two modes this row is about."""


@frozen(kw_only=True)
class RecentGame(PlayedGame):
    """A game that a user played lately."""

    system_name: str
    image_title: Image
    """The title screen, or the site's placeholder."""
    image_ingame: Image
    """A screenshot, or the site's placeholder."""
    image_box_art: Image
    """The box, or the site's placeholder."""
    last_played_at: Annotated[datetime | None, Wire("LastPlayed")]
    """UTC."""
    achievements_published: Annotated[int | None, Wire("AchievementsTotal")]
    """Promoted achievements."""


@frozen(kw_only=True)
class RecentlyPlayedGame(RecentGame):
    """A game that a user played lately, and how far the user came."""

    progress: Annotated[UserProgress, Flattened()]


@frozen(kw_only=True)
class SetRequest(PlayedGame):
    """A game for which a user asks for achievements."""

    system_name: str


@frozen(kw_only=True)
class SetRequests(Model):
    """For which games a user asks for achievements, and how many more may be asked for."""

    requested_sets: tuple[SetRequest, ...]
    """By title."""
    requests_total: Annotated[int, Wire("TotalRequests")]
    """How many requests the user may make altogether."""
    points_for_next: int
    """The points that the user lacks for one more request."""


@frozen(kw_only=True)
class UserGameProgress(GameDetails):
    """A game with its promoted achievements and a user's progress on them."""

    parent_game_id: int | None
    """The game of which this is a subset."""
    players_total: Annotated[int | None, Wire("NumDistinctPlayers")]
    """Players with any progress."""
    achievements_published: Annotated[int | None, Wire("NumAchievements")]
    """Promoted achievements."""
    rich_presence_md5: Annotated[str, Wire("RichPresencePatch")]
    """The MD5 of the rich-presence script, in hexadecimal."""
    achievements: FrozenMap[UserGameAchievement]
    """By achievement id."""
    unlocks_total: Annotated[int, Wire("NumAwardedToUser")]
    """The user's unlocks in any mode."""
    unlocks_hardcore: Annotated[int, Wire("NumAwardedToUserHardcore")]
    """The user's hardcore unlocks."""
    completion_rate: Annotated[float, Wire("UserCompletion")]
    """The share of the achievements that the user has in any mode, from 0.0 to 1.0."""
    completion_rate_hardcore: Annotated[float, Wire("UserCompletionHardcore")]
    """The share of the achievements that the user has in hardcore, from 0.0 to 1.0."""
    playtime_total: Annotated[timedelta, Wire("UserTotalPlaytime")]
    highest_award_kind: AwardKind | None = None
    """The best award reached so far; None without one, and unless it was asked for."""
    highest_award_at: Annotated[datetime | None, Wire("HighestAwardDate")] = None
    """UTC; when it was reached."""
