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

    num_possible_achievements: int
    """Promoted achievements."""
    possible_score: int
    """Their points."""
    num_achieved: int
    """Unlocks in any mode."""
    score_achieved: int
    """Their points."""
    num_achieved_hardcore: int
    """Hardcore unlocks."""
    score_achieved_hardcore: int
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
    max_possible: int
    """Achievements in the set; 0 when it was demoted."""
    num_awarded: int
    """Unlocks in any mode."""
    num_awarded_hardcore: int
    """Hardcore unlocks."""
    most_recent_awarded_date: datetime | None
    """UTC; the latest unlock."""
    highest_award_kind: AwardKind | None
    """The best award reached so far."""
    highest_award_date: datetime | None
    """UTC; when it was reached."""


@frozen(kw_only=True)
class CompletedGame(PlayedGame):
    """A user's unlocks of one game in one of the two modes."""

    system_name: str
    max_possible: int
    """Achievements in the set."""
    num_awarded: int
    """Unlocks; the casual ones include those in hardcore."""
    pct_won: float
    """The share of the set, from 0.0 to 1.0."""
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
    last_played: datetime | None
    """UTC."""
    achievements_total: int | None
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
    total_requests: int
    """How many requests the user may make altogether."""
    points_for_next: int
    """The points that the user lacks for one more request."""


@frozen(kw_only=True)
class UserGameProgress(GameDetails):
    """A game with its promoted achievements and a user's progress on them."""

    parent_game_id: int | None
    """The game of which this is a subset."""
    num_distinct_players: int | None
    """Players with any progress."""
    num_achievements: int | None
    """Promoted achievements."""
    rich_presence_md5: Annotated[str, Wire("RichPresencePatch")]
    """The MD5 of the rich-presence script, in hexadecimal."""
    achievements: FrozenMap[UserGameAchievement]
    """By achievement id."""
    num_awarded_to_user: int
    """The user's unlocks in any mode."""
    num_awarded_to_user_hardcore: int
    """The user's hardcore unlocks."""
    user_completion: float
    """The share of the achievements that the user has in any mode, from 0.0 to 1.0."""
    user_completion_hardcore: float
    """The share of the achievements that the user has in hardcore, from 0.0 to 1.0."""
    user_total_playtime: timedelta
    highest_award_kind: AwardKind | None = None
    """The best award reached so far; None without one, and unless it was asked for."""
    highest_award_date: datetime | None = None
    """UTC; when it was reached."""
